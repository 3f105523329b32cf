import { lexer, type Token, type Tokens } from 'marked';
import { Fragment, type ReactNode } from 'react';

/**
 * Markdown as elements of the page. Nothing of it is ever taken for HTML: tags are shown as they are written, pictures as
 * their words (a page asks no other site), and links lead to the web, to mail or to this gateway only.
 */
export default function MarkdownText({ text }: { text: string }) {
  return <div className="markdown">{blocks(lexer(text))}</div>;
}

const blocks = (tokens: Token[] | undefined): ReactNode => (tokens ?? []).map((token, index) => <Fragment key={index}>{block(token)}</Fragment>);

function block(token: Token): ReactNode {
  switch (token.type) {
    case 'space': case 'def': case 'checkbox': return null;
    case 'heading': {
      // Below the title of the widget.
      const Head = (token as Tokens.Heading).depth <= 1 ? 'h3' : 'h4';
      return <Head>{blocks(token.tokens)}</Head>;
    }
    case 'paragraph': return <p>{blocks(token.tokens)}</p>;
    case 'blockquote': return <blockquote>{blocks(token.tokens)}</blockquote>;
    case 'code': return <pre tabIndex={0}><code>{(token as Tokens.Code).text}</code></pre>;
    case 'hr': return <hr />;
    case 'list': {
      const { ordered, start, items } = token as Tokens.List;
      const rows = items.map((item, index) => <li key={index}>{item.task && <input type="checkbox" checked={Boolean(item.checked)} readOnly disabled aria-label={item.checked ? 'done' : 'open'} />}{blocks(item.tokens)}</li>);
      return ordered ? <ol start={Number(start) || 1}>{rows}</ol> : <ul>{rows}</ul>;
    }
    case 'table': {
      const { header, rows, align } = token as Tokens.Table;
      const cells = (row: Tokens.TableCell[], Cell: 'th' | 'td') => row.map((cell, index) => <Cell key={index} style={{ textAlign: align[index] ?? 'left' }}>{blocks(cell.tokens)}</Cell>);
      return <div className="table-scroll"><table><thead><tr>{cells(header, 'th')}</tr></thead><tbody>{rows.map((row, index) => <tr key={index}>{cells(row, 'td')}</tr>)}</tbody></table></div>;
    }
    case 'strong': return <strong>{blocks(token.tokens)}</strong>;
    case 'em': return <em>{blocks(token.tokens)}</em>;
    case 'del': return <del>{blocks(token.tokens)}</del>;
    case 'codespan': return <code>{(token as Tokens.Codespan).text}</code>;
    case 'br': return <br />;
    case 'link': return link((token as Tokens.Link).href, blocks(token.tokens));
    case 'image': return (token as Tokens.Image).text;
    case 'text': return token.tokens ? blocks(token.tokens) : plain((token as Tokens.Text).text);
    case 'escape': return (token as Tokens.Escape).text;
    default: return token.raw;
  }
}

/** The reader of Markdown leaves HTML's names of characters as they are; here they are only text. */
const named: Record<string, string> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'", '&nbsp;': '\u00a0' };
const plain = (text: string) => text.replace(/&(?:amp|lt|gt|quot|#39|nbsp);/g, (name) => named[name]!);

function link(href: string, words: ReactNode): ReactNode {
  if (/^\/(?![/\\])/.test(href) || href.startsWith('#')) return <a href={href}>{words}</a>;
  return /^(https?:\/\/|mailto:)/i.test(href) ? <a href={href} target="_blank" rel="noopener noreferrer">{words}</a> : words;
}
