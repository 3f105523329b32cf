/** Two letters that stand for a person. */
export const Initials = ({ name }: { name: string }) => <i className="initials" aria-hidden="true">{initials(name)}</i>;

export const initials = (name: string) => {
  const words = name.split(/[\s@._-]+/).filter(Boolean);
  return [words[0], words.length > 1 ? words.at(-1) : undefined].map((word) => [...(word ?? '')][0] ?? '').join('').toUpperCase();
};
