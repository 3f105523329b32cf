import type { Certificate } from '../app/contract';
import { cut } from '../app/format';
import { RowAction, RowMenu } from '../app/listParts';
import { expiry, moment } from '../app/time';
import { Tag } from '../widgets/Tag';

interface TableProps { items: Certificate[]; showTenant: boolean; mayEdit: boolean; onReplace(item: Certificate): void; onRemove(item: Certificate): void }

const words = { valid: 'Valid', expiring: 'Ends soon', expired: 'Ended', notYetValid: 'Not yet valid', failing: 'Cannot be used' } as const;
const tones = { expiring: 'warn', expired: 'error', notYetValid: 'warn', failing: 'error' } as const;

function State({ item }: { item: Certificate }) {
  if (item.state === 'valid') return <span className="soft">{words.valid}</span>;
  return <><Tag tone={tones[item.state]}>{words[item.state]}</Tag>{item.trouble && <div className="row-second">{cut(item.trouble, 300)}</div>}</>;
}

/** For which of its names it is the one that clients see. */
function Answers({ item: { names, answersFor, state } }: { item: Certificate }) {
  if (!names.length) return <span className="soft">Unknown names</span>;
  if (state === 'failing' && !answersFor.length) return <span className="soft">Nothing</span>;
  if (answersFor.length === names.length) return <span className="soft">{names.length === 1 ? 'Its name' : 'All its names'}</span>;
  return <span className="soft" title={cut(answersFor.join(', '), 400)}>{answersFor.length === 0 ? 'Nothing: others have its names' : `${answersFor.length} of ${names.length} names`}</span>;
}

export const CertificateTable = ({ items, showTenant, mayEdit, onReplace, onRemove }: TableProps) => (
  <div className="card list-card"><div className="table-scroll" tabIndex={0}>
    <table className="data-table two-line certificates-table">
      <thead><tr><th>Certificate</th>{showTenant && <th>Tenant</th>}<th>Names</th><th>Issuer</th><th>Ends</th><th>State</th><th>Answers for</th><th><span className="sr-only">Actions</span></th></tr></thead>
      <tbody>{items.map((item) => (
        <tr key={`${item.tenant}/${item.id}`}>
          <td className="certificate-cell"><span className="strong">{cut(item.id, 64)}</span>{item.default && <> <Tag title="Answers where no certificate has the name">Default</Tag></>}<div className="row-second mono" title={item.fingerprint ?? undefined}>{item.files ? cut(item.files.certificate, 60) : `${item.fingerprint?.slice(0, 16) ?? ''}…`}</div></td>
          {showTenant && <td>{item.tenant}</td>}
          <td className="names-cell mono" title={cut(item.names.join('\n'), 1000)}><bdi>{item.names.slice(0, 2).map((name) => cut(name, 48)).join(', ') || '–'}</bdi>{item.names.length > 2 && <div className="row-second">and {item.names.length - 2} more</div>}</td>
          <td className="soft issuer-cell" title={cut(item.issuer ?? '', 200)}><bdi>{cut(item.issuer ?? '–', 60)}</bdi></td>
          <td className="soft" title={item.notAfter ? moment(item.notAfter) : undefined}>{item.state === 'expired' ? `on ${item.notAfter?.slice(0, 10)}` : expiry(item.notAfter ?? null).text}</td>
          <td className="state-cell"><State item={item} /></td>
          <td><Answers item={item} /></td>
          <td className="num">{mayEdit && <RowMenu label={`Actions for ${cut(item.id, 60)}`}><RowAction onClick={() => onReplace(item)}>Replace or change</RowAction><RowAction danger onClick={() => onRemove(item)}>Delete</RowAction></RowMenu>}</td>
        </tr>
      ))}</tbody>
    </table>
  </div></div>
);
