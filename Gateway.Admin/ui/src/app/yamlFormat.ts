import { isAlias, isNode, LineCounter, parseDocument, stringify, visit } from 'yaml';
import type { TextFormat } from './textFormat';

/** As the gateway reads YAML: another way to write JSON, without references and types of its own. */
function parsed(text: string) {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, version: '1.2', schema: 'core', merge: false, strict: true, uniqueKeys: true });
  let foreign: { line: number; words: string } | null = null;
  visit(document, (_, node) => {
    if (foreign || !isNode(node)) return undefined;
    const refused = isAlias(node) ? 'References (*name) are not read here; write the value again.' : 'anchor' in node && node.anchor ? 'Anchors (&name) are not read here; write the value again.' : node.tag?.startsWith('!') ? 'Types (!name) are not read here; quotes make a text of anything.' : null;
    if (refused) foreign = { line: lines.linePos(node.range?.[0] ?? 0).line, words: refused };
    return undefined;
  });
  return { document, lines, foreign: foreign as { line: number; words: string } | null };
}

export const yamlFormat: TextFormat = {
  name: 'YAML',
  write: (value) => stringify(value, { lineWidth: 0, aliasDuplicateObjects: false }).trimEnd(),
  read(text) {
    const { document, foreign } = parsed(text);
    return document.errors.length || foreign ? undefined : (document.toJS() as unknown) ?? undefined;
  },
  brokenAt(text) {
    const { document, foreign } = parsed(text);
    const [first] = document.errors;
    return first ? { line: first.linePos?.[0].line ?? 1, words: `${first.message.split(' at line ')[0]}.` } : foreign;
  },
  lineOf(text, path) {
    const { document, lines } = parsed(text);
    const names = path.replace(/\[(\d+)\]/g, '.$1').split('.').filter(Boolean).map((name) => (/^\d+$/.test(name) ? Number(name) : name));
    for (let depth = names.length; depth > 0; depth--) {
      const node = document.getIn(names.slice(0, depth), true);
      if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
    }
    return 1;
  },
};
