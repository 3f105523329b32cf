import { Button, Menu } from '@mantine/core';
import { IconChevronDown, IconDownload } from '@tabler/icons-react';
import { useState } from 'react';
import { download } from '../app/client';
import { refused } from '../app/notify';
import { type ListFilters, parameters } from '../app/queries';

const formats = [{ format: 'csv', label: 'CSV' }, { format: 'jsonl', label: 'JSON lines' }];

/** Everything that fits the filters as a file, also what the list does not show yet. */
export function ExportMenu({ tenant, filters }: { tenant: string; filters: ListFilters }) {
  const [busy, setBusy] = useState(false);
  const save = async (format: string) => {
    setBusy(true);
    try {
      const url = URL.createObjectURL(await download(`/audit/export?${parameters({ format, ...filters })}`, tenant));
      const link = Object.assign(document.createElement('a'), { href: url, download: `audit-${tenant === '*' ? 'all' : tenant}-${new Date().toISOString().slice(0, 10)}.${format}` });
      link.click();
      setTimeout(() => URL.revokeObjectURL(url), 60_000);
    } catch (error) { refused('The audit was not exported', error); } finally { setBusy(false); }
  };
  return (
    <Menu>
      <Menu.Target><Button variant="default" disabled={busy} leftSection={<IconDownload size={16} stroke={1.75} />} rightSection={<IconChevronDown size={16} stroke={1.75} />}>{busy ? 'Exporting' : 'Export'}</Button></Menu.Target>
      <Menu.Dropdown>{formats.map(({ format, label }) => <Menu.Item key={format} onClick={() => void save(format)}>{label}</Menu.Item>)}</Menu.Dropdown>
    </Menu>
  );
}
