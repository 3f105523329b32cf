/** Two letters that stand for a person. Drawn by the style sheet: where they are all that a button shows, they are not its name. */
export const Initials = ({ name }: { name: string }) => <i className="initials" aria-hidden="true" data-letters={initials(name)} />;

export const initials = (name: string) => {
  const words = name.split(/[\s@._-]+/).filter(Boolean);
  return [words[0], words.length > 1 ? words.at(-1) : undefined].map((word) => [...(word ?? '')][0] ?? '').join('').toUpperCase();
};
