import { ActionIcon, Button } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useState } from 'react';

/** The clipboard needs a secure page; over plain HTTP the old command still works. */
export async function copy(text: string) {
  if (navigator.clipboard && isSecureContext) return navigator.clipboard.writeText(text);
  const area = document.createElement('textarea');
  area.value = text;
  (document.querySelector('[role="dialog"]') ?? document.body).append(area);
  area.select();
  const done = document.execCommand('copy');
  area.remove();
  if (!done) throw new Error('not copied');
}

function useCopy(text: string) {
  const [done, setDone] = useState(false);
  return [done, () => void copy(text).then(() => { setDone(true); setTimeout(() => setDone(false), 2000); }, () => setDone(false))] as const;
}

export function CopyButton({ text, autoFocus }: { text: string; autoFocus?: boolean }) {
  const [done, act] = useCopy(text);
  return <Button onClick={act} data-autofocus={autoFocus || undefined} leftSection={done ? <IconCheck size={16} /> : <IconCopy size={16} stroke={1.75} />}>{done ? 'Copied' : 'Copy'}</Button>;
}

export function CodeBlock({ code, shown, label = 'Copy' }: { code: string; shown?: string; label?: string }) {
  const [done, act] = useCopy(code);
  return <div className="code-block"><pre tabIndex={0}>{shown ?? code}</pre><ActionIcon onClick={act} aria-label={done ? 'Copied' : label}>{done ? <IconCheck size={16} /> : <IconCopy size={16} stroke={1.75} />}</ActionIcon></div>;
}

/** Beside what is copied, within a line. */
export function CopyIcon({ text, label }: { text: string; label: string }) {
  const [done, act] = useCopy(text);
  return <ActionIcon size={24} onClick={act} aria-label={done ? 'Copied' : label}>{done ? <IconCheck size={14} /> : <IconCopy size={14} stroke={1.75} />}</ActionIcon>;
}
