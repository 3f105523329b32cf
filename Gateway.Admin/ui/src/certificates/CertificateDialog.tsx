import { Button, FileInput, Modal, SegmentedControl } from '@mantine/core';
import { useCallback, useState } from 'react';
import { allTenants } from '../app/access';
import type { Certificate } from '../app/contract';
import { CheckField, JsonField, PasswordField, TextField } from '../app/Fields';
import { type Draft, useDraft } from '../app/form';
import { cut } from '../app/format';
import { told } from '../app/notify';
import { useChange } from '../app/queries';
import { certificateDocument, certificateErrors, type CertificateValues, emptyValues, readFile, valuesOf, type Way } from './certificate';

const ways = [{ value: 'file', label: 'File' }, { value: 'text', label: 'Paste' }, { value: 'server', label: 'On the server' }];

/** A new certificate, or another one in the place of one. What is uploaded is not shown again. */
export function CertificateDialog({ tenant, item, mayNameFiles, onClose }: { tenant: string; item: Certificate | null; mayNameFiles: boolean; onClose(): void }) {
  const [way, setWay] = useState<Way>(item?.files ? 'server' : 'file');
  const draft = useDraft(item ? valuesOf(item) : emptyValues, useCallback((values: CertificateValues) => certificateErrors(values, way, item !== null && !item.files), [way, item]));
  const change = useChange<Certificate>();
  const save = async () => {
    if (!draft.ready()) return;
    const path = item ? `/certificates/${encodeURIComponent(item.id)}` : '/certificates';
    try {
      const { data } = await change.mutateAsync({ method: item ? 'PUT' : 'POST', path, tenant, body: certificateDocument(draft.values, way), fresh: item !== null });
      told(`${cut(data.id, 60)} answers for ${cut(data.names.join(', ') || 'unknown names', 120)}.`);
      onClose();
    } catch (error) { draft.fail(error); }
  };
  return (
    <Modal opened onClose={onClose} title={item ? `Change ${item.id}` : 'Add certificate'} size={560}>
      <form className="stack" noValidate onSubmit={(event) => { event.preventDefault(); void save(); }}>
        {item && <p className="help">{item.files ? 'It is read from files on each node.' : 'Without a new upload the certificate stays as it is.'}</p>}
        <TextField draft={draft} name="id" label="Id" placeholder="api-example" autoFocus={!item} readOnly={item !== null} help={tenant === allTenants ? 'It belongs to the platform and answers for every tenant’s routes.' : undefined} />
        <SegmentedControl data={mayNameFiles ? ways : ways.slice(0, 2)} value={way} onChange={(next) => setWay(next as Way)} aria-label="Where it comes from" fullWidth />
        {way === 'file' && <><ChosenFile draft={draft} name="pem" label="Certificate" help="PEM (.pem, .crt) with the certificates it was issued with, or PKCS #12 (.pfx, .p12)." /><ChosenFile draft={draft} name="key" label="Private key" help="Where it is not in the same file." /></>}
        {way === 'text' && <><JsonField draft={draft} name="pem" label="Certificate" placeholder="-----BEGIN CERTIFICATE-----" help="PEM, with the certificates it was issued with below it." /><JsonField draft={draft} name="key" label="Private key" placeholder="-----BEGIN PRIVATE KEY-----" help="Where it does not stand above." /></>}
        {way !== 'server' && <PasswordField draft={draft} name="password" label="Password" autoComplete="new-password" help="Where the key or the file is encrypted. It is not stored; the key is, encrypted with the gateway’s secret." />}
        {way === 'server' && <><TextField draft={draft} name="files.certificate" label="Certificate file" mono placeholder="/etc/tls/tls.crt" help="PEM, at this path on every node. It is read again within seconds of a change." /><TextField draft={draft} name="files.privateKey" label="Key file" mono placeholder="/etc/tls/tls.key" help="Where it is not in the same file." /></>}
        {mayNameFiles && <CheckField draft={draft} name="default" label="Default" help="Answers where no certificate has the name that a client asks for." />}
        {draft.general && <p className="form-error" role="alert">{draft.general}</p>}
        <div className="modal-foot"><Button variant="default" onClick={onClose}>Cancel</Button><Button type="submit" disabled={change.isPending}>{item ? 'Save certificate' : 'Add certificate'}</Button></div>
      </form>
    </Modal>
  );
}

function ChosenFile({ draft, name, label, help }: { draft: Draft<CertificateValues>; name: 'pem' | 'key'; label: string; help: string }) {
  const [file, setFile] = useState<File | null>(null);
  const error = draft.errors[name] ?? (name === 'pem' ? draft.errors.pfx : undefined);
  const take = async (next: File | null) => {
    setFile(next);
    const read = next ? await readFile(next) : { pem: '' };
    if (name === 'key') return draft.set('key', 'pem' in read ? read.pem : '');
    draft.set('pem', 'pem' in read ? read.pem : '');
    draft.set('pfx', 'pfx' in read ? read.pfx : '');
  };
  return (
    <FileInput id={`field-${name}`} label={label} description={error ? undefined : help} error={error} inputWrapperOrder={['label', 'input', 'error', 'description']} placeholder="Choose a file" clearable value={file} onChange={(next) => void take(next)}
      accept={name === 'pem' ? '.pem,.crt,.cer,.pfx,.p12' : '.pem,.key'} />
  );
}
