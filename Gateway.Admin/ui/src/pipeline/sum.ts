import type { Counts, PipelineState } from '../app/contract';
import { sentence } from '../app/format';
import { grainWords, isLate, lagWords } from './folds';

export const droppedOf = (dropped: Record<string, number>) => Object.values(dropped).reduce((sum, count) => sum + count, 0);

/** What is missing between captured and what became of it; 0 when every request is accounted for. */
export const missing = ({ captured, stored, queued, quarantined, dropped }: Counts) => captured - stored - queued - quarantined - droppedOf(dropped);

/** "spoolFull" as a reader says it. */
export const reasonWords = (name: string) => {
  const words = name.replace(/([a-z])([A-Z])/g, '$1 $2').replace(/[-_]/g, ' ').toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
};

export function troubles(state: PipelineState): string[] {
  const found: string[] = [];
  for (const { node, writer } of state.nodes) {
    if (writer.state === 'retrying') found.push(`Node ${node} cannot write and tries again: ${writer.lastError ?? 'no reason given'}. Requests wait in its spool.`);
    if (writer.state === 'stopped') found.push(`Node ${node} has stopped writing${writer.lastError ? `: ${writer.lastError}` : '.'}`);
  }
  for (const { node, spool, sinks } of state.nodes) {
    if (spool?.trouble) found.push(`Node ${node} cannot use the disk of its spool: requests wait in memory, and are lost if it stops.`);
    for (const sink of sinks ?? []) if (sink.trouble) found.push(`The sink ${sink.name} takes nothing: ${sink.trouble}`);
  }
  const late = (state.folds ?? []).find(isLate);
  if (late) found.push(`Sums (${grainWords(late.grain).toLowerCase()}) are ${lagWords(late.lagSeconds ?? 0)} behind.`);
  const setAside = state.quarantined / Math.max(1, state.stored + state.quarantined);
  if (setAside > 0.01) found.push(`The database refuses ${setAside > 0.5 ? 'most' : 'some'} requests, last with: ${state.quarantine[0]?.reason ?? 'no reason given'}`);
  if ((state.lagSeconds ?? 0) > 60) found.push('Figures are more than a minute behind.');
  return found.map(sentence);
}
