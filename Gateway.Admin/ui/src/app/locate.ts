/** The line, from 1, where a path such as `widgets[3].options.foo` begins in a JSON text; the nearest thing around it where it is not there. */
export function lineOf(json: string, path: string): number {
  const wanted = path.replace(/\[(\d+)\]/g, '.$1').split('.').filter(Boolean);
  let at = 0, line = 1, best = 1, deepest = 0;
  const skip = () => { while (at < json.length && /\s/.test(json[at]!)) { if (json[at] === '\n') line++; at++; } };
  const string = () => {
    const start = at++;
    while (at < json.length && json[at] !== '"') at += json[at] === '\\' ? 2 : 1;
    at++;
    try { return String(JSON.parse(json.slice(start, at))); } catch { return ''; }
  };
  const note = (depth: number, from: number) => { if (depth > deepest) { deepest = depth; best = from; } };
  // `depth`: how many names of the path lead here; -1 where it is not on the way.
  const value = (depth: number) => {
    skip();
    const open = json[at];
    if (open === '"') { string(); return; }
    if (open !== '{' && open !== '[') { while (at < json.length && !/[\s,\]}]/.test(json[at]!)) at++; return; }
    at++;
    for (let index = 0; ; index++) {
      skip();
      if (at >= json.length || json[at] === '}' || json[at] === ']') { at++; return; }
      const from = line;
      const name = open === '{' ? string() : String(index);
      if (open === '{') { skip(); at++; }
      const on = depth >= 0 && wanted[depth] === name;
      skip();
      if (on) note(depth + 1, open === '{' ? from : line);
      value(on ? depth + 1 : -1);
      skip();
      if (json[at] === ',') at++;
    }
  };
  value(0);
  return best;
}

class Fault extends Error {
  constructor(readonly at: number, wanted: string) { super(wanted); }
}

/** What is wrong with a JSON text and in which line, from 1; undefined where it is well-formed. The words of browsers name no place. */
export function brokenAt(json: string): { line: number; words: string } | undefined {
  let at = 0;
  const take = (pattern: RegExp) => { pattern.lastIndex = at; const found = pattern.exec(json)?.[0]; at += found?.length ?? 0; return found; };
  const skip = () => take(/\s*/y);
  const need = (pattern: RegExp, wanted: string) => { if (take(pattern) === undefined) throw new Fault(at, `${wanted} is expected here`); };
  const string = () => need(/"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*"/y, 'A text in double quotes');
  const list = (close: string, item: () => void) => {
    at++; skip();
    if (json[at] === close) { at++; return; }
    for (;;) {
      skip(); item(); skip();
      if (json[at] === close) { at++; return; }
      need(/,/y, `A comma or ${close}`);
    }
  };
  const value = () => {
    skip();
    if (json[at] === '{') list('}', () => { string(); skip(); need(/:/y, 'A colon'); value(); });
    else if (json[at] === '[') list(']', value);
    else if (json[at] === '"') string();
    else need(/-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y, 'A value');
  };
  try {
    value(); skip();
    need(/$/y, 'The end of the text');
    return undefined;
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return { line: json.slice(0, error.at).split('\n').length, words: `${error.message}.` };
  }
}
