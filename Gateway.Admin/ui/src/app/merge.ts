type Fields = Record<string, unknown>;
const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);
const same = (one: unknown, other: unknown) => JSON.stringify(one ?? null) === JSON.stringify(other ?? null);

/** A merge patch (RFC 7396) carried out: what a form sends, as the whole document it means. */
export function patched(document: unknown, patch: unknown): unknown {
  if (!isFields(patch)) return patch;
  const result: Fields = isFields(document) ? { ...document } : {};
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) result[name] = null;
    else result[name] = patched(result[name], value);
  }
  return result;
}

export type Side = 'theirs' | 'mine';
/** A field that both have and that differs. `both`: both changed it, so it has to be decided; `side`: whose is the obvious one. */
export interface Clash { path: string; theirs: unknown; mine: unknown; both: boolean; side: Side }

/** Where two documents that began with the same one differ, down to the fields that hold no further ones. */
export function clashes(base: unknown, theirs: unknown, mine: unknown, path = ''): Clash[] {
  if (same(theirs, mine)) return [];
  if (isFields(theirs) && isFields(mine)) {
    const names = [...new Set([...Object.keys(theirs), ...Object.keys(mine)])];
    return names.flatMap((name) => clashes(isFields(base) ? base[name] : undefined, theirs[name], mine[name], path ? `${path}.${name}` : name));
  }
  const [they, i] = [!same(base, theirs), !same(base, mine)];
  return [{ path, theirs, mine, both: they && i, side: i ? 'mine' : 'theirs' }];
}

/** Their document with my values in the fields where mine are chosen. */
export function merged(theirs: unknown, found: Clash[], sides: Record<string, Side>): unknown {
  return found.filter(({ path, side }) => (sides[path] ?? side) === 'mine').reduce<unknown>((document, { path, mine }) => put(document, path ? path.split('.') : [], mine), theirs);
}

function put(document: unknown, [name, ...rest]: string[], value: unknown): unknown {
  if (name === undefined) return value;
  const fields = isFields(document) ? document : {};
  return { ...fields, [name]: put(fields[name], rest, value) };
}
