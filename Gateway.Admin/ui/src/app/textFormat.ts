import { brokenAt, lineOf } from './locate';

/** A way to write a document as text. The parts of the page that show one know no more of it than this. */
export interface TextFormat {
  name: string;
  write(value: unknown): string;
  /** Undefined while the text is none of it. */
  read(text: string): unknown;
  brokenAt(text: string): { line: number; words: string } | null;
  /** The line, from 1, of what a path such as `match.hosts[0]` names; the nearest thing around it where it is not there. */
  lineOf(text: string, path: string): number;
}

export const jsonFormat: TextFormat = {
  name: 'JSON',
  write: (value) => JSON.stringify(value, null, 2),
  read(text) { try { return JSON.parse(text) as unknown; } catch { return undefined; } },
  brokenAt: (text) => brokenAt(text) ?? null,
  lineOf,
};
