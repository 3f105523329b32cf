import type { Marker } from './contract';

/** Versions that are shown as one. */
export interface MarkerGroup { time: number; label: string; words: string; versions: number[] }

/** The markers of a span, at most `most` of them and none closer than `gap`: neighbours are merged, the nearest first. */
export function groupsOf(markers: Marker[], from: number, to: number, gap: number, most = 6): MarkerGroup[] {
  const groups = markers.filter(({ time }) => time >= from && time <= to).sort((a, b) => a.time - b.time).map((one) => [one]);
  const distance = (index: number) => groups[index + 1]![0]!.time - groups[index]![0]!.time;
  while (groups.length > 1) {
    let closest = 0;
    for (let index = 1; index < groups.length - 1; index++) if (distance(index) < distance(closest)) closest = index;
    if (groups.length <= most && distance(closest) >= gap) break;
    groups.splice(closest, 2, [...groups[closest]!, ...groups[closest + 1]!]);
  }
  return groups.map((group) => ({
    time: group[0]!.time,
    label: group.length === 1 ? `v${group[0]!.number}` : `${group.length} versions`,
    words: group.slice(0, 12).map(({ words }) => words).join('\n') + (group.length > 12 ? `\nand ${group.length - 12} more` : ''),
    versions: group.map(({ number }) => number),
  }));
}
