/** A label as it is written, "team: payments" or "team=payments": its name and its value. */
export function labelOf(text: string): [string, string] {
  const at = text.search(/[:=]/);
  return at < 0 ? [text.trim(), ''] : [text.slice(0, at).trim(), text.slice(at + 1).trim()];
}

/** Labels as they are written. */
export const labelTexts = (labels: Record<string, string> | null | undefined) => Object.entries(labels ?? {}).map(([name, value]) => `${name}: ${value}`);
