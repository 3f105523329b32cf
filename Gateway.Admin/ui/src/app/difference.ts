export interface Difference { path: string; kind: 'added' | 'removed' | 'changed'; before?: string; after?: string }
type Fields = Record<string, unknown>;

const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);
const isNothing = (value: unknown) => value === null || value === undefined || (Array.isArray(value) && !value.length) || (isFields(value) && !Object.keys(value).length);
/** Lists whose members have ids are compared member by member, wherever they stand. */
const byId = (value: unknown): Fields | undefined => {
  if (!Array.isArray(value) || !value.length || !value.every((one) => isFields(one) && typeof one.id === 'string')) return undefined;
  const members = value as (Fields & { id: string })[];
  return new Set(members.map(({ id }) => id)).size === members.length ? Object.fromEntries(members.map((one) => [`[${one.id}]`, one])) : undefined;
};
const partsOf = (value: unknown) => (isFields(value) ? value : byId(value));
const written = (value: unknown) =>
  typeof value === 'string' ? value : Array.isArray(value) && value.every((one) => typeof one === 'string') ? value.join(', ') : JSON.stringify(value, null, typeof value === 'object' ? 2 : 0);

/** What differs between two documents, field by field, in the order of the fields. Nothing, null and an empty list are the same. */
export function differences(before: unknown, after: unknown, path = ''): Difference[] {
  if (isNothing(before) && isNothing(after)) return [];
  const [old, now] = [partsOf(before), partsOf(after)];
  if ((old || isNothing(before)) && (now || isNothing(after))) {
    const names = [...new Set([...Object.keys(old ?? {}), ...Object.keys(now ?? {})])];
    return names.flatMap((name) => differences(old?.[name], now?.[name], name.startsWith('[') || !path ? `${path}${name}` : `${path}.${name}`));
  }
  if (JSON.stringify(before) === JSON.stringify(after)) return [];
  if (isNothing(before)) return [{ path, kind: 'added', after: written(after) }];
  if (isNothing(after)) return [{ path, kind: 'removed', before: written(before) }];
  return [{ path, kind: 'changed', before: written(before), after: written(after) }];
}
