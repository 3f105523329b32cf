import { SegmentedControl } from '@mantine/core';
import { IconBraces, IconForms } from '@tabler/icons-react';

const words = (icon: React.ReactNode, label: string) => <span className="with-icon">{icon}{label}</span>;
const views = [{ value: 'form', label: words(<IconForms size={16} stroke={1.75} aria-hidden="true" />, 'Form') }, { value: 'json', label: words(<IconBraces size={16} stroke={1.75} aria-hidden="true" />, 'JSON') }];

/** Two views of one draft. */
export const ViewSwitch = ({ json, onChange }: { json: boolean; onChange(json: boolean): void }) => <SegmentedControl aria-label="How it is shown" data={views} value={json ? 'json' : 'form'} onChange={(view) => onChange(view === 'json')} />;
