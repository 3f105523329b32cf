import { Tooltip } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { Nodes } from './contract';
import { useNodes } from './queries';
import { ago } from './time';

/** What is wrong with the nodes, one sentence for each; empty when all is well. */
export function nodeTroubles({ items }: Nodes): string[] {
  return items.flatMap((node) => {
    const found: string[] = [];
    if (!node.healthy) found.push(`Node ${node.name} was last seen ${ago(node.lastSeen)}.`);
    else if (node.refusal) found.push(`Node ${node.name} refused the configuration and runs v${node.appliedVersion}: ${node.refusal}`);
    else if (node.snapshotAge !== null) found.push(`Node ${node.name} runs from its snapshot, ${Math.ceil(node.snapshotAge / 60)} min old, because the database does not answer.`);
    return found;
  });
}

export function NodeFoot({ tenant, rail }: { tenant: string; rail: boolean }) {
  const { data, isError } = useNodes(tenant);
  if (isError && !data) return <div className="node-foot"><i className="dot dot-warn" />{!rail && <span><b>Nodes unknown</b><small>The gateway does not answer</small></span>}</div>;
  if (!data) return <div className="node-foot" />;
  const well = data.items.filter((node) => node.healthy && node.snapshotAge === null && !node.refusal).length;
  const all = data.items.length;
  const behind = data.items.filter((node) => node.appliedVersion !== data.configVersion).length;
  const health = well === all ? `${all} ${all === 1 ? 'node' : 'nodes'} healthy` : `${well} of ${all} nodes healthy`;
  const config = behind === 0 ? `Config v${data.configVersion} on all` : `Config v${data.configVersion}, ${behind} behind`;
  return (
    <Tooltip label={`${health}. ${config}`} disabled={!rail} position="right">
      <div className="node-foot" role="status" tabIndex={rail ? 0 : undefined} aria-label={`${health}. ${config}`}>
        <i className={well === all ? 'dot dot-ok' : 'dot dot-warn'} />{!rail && <span><b>{health}</b><small>{config}</small></span>}
      </div>
    </Tooltip>
  );
}

/** A dead node or an old snapshot is a line above every page. */
export function NodeWarning({ tenant }: { tenant: string }) {
  const { data } = useNodes(tenant);
  const troubles = data ? nodeTroubles(data) : [];
  if (!troubles.length) return null;
  return <div className="warn-line" role="status"><IconAlertTriangle size={16} stroke={1.75} aria-hidden="true" /><span>{troubles.slice(0, 3).join(' ')}{troubles.length > 3 ? ` And ${troubles.length - 3} more.` : ''}</span></div>;
}
