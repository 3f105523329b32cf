import { sentence } from '../app/format';
import type { Draft } from './draft';

/** What the API would refuse, by the path of its own errors (`widgets[3].query.measures[0]`). */
export type Complaints = Record<string, string[]>;

const lies = (path: string, within: string) => path === within || path.startsWith(`${within}.`) || path.startsWith(`${within}[`);

/** What is wrong at a path or inside it, in words. */
export function saidAt(complaints: Complaints, path: string): string | undefined {
  const words = Object.entries(complaints).filter(([one]) => lies(one, path)).flatMap(([, messages]) => messages.map(sentence));
  return words.length ? words.join(' ') : undefined;
}

export interface Place { path: string; label: string; words: string; widget?: string }

/** All that is wrong, each with the widget it leads to. */
export function placesOf(complaints: Complaints, { widgets }: Pick<Draft, 'widgets'>): Place[] {
  return Object.entries(complaints).flatMap(([path, messages]) => {
    const match = /^widgets\[(\d+)\]\.?(.*)$/.exec(path);
    const widget = match ? widgets[Number(match[1])] : undefined;
    return messages.map((words) => ({ path, words: sentence(words), label: widget ? `${widget.title || widget.id}${match![2] ? `: ${match![2]}` : ''}` : path || 'Dashboard', widget: widget?.id }));
  });
}
