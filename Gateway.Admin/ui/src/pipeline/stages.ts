import type { Nodes, PipelineState, StageFault } from '../app/contract';

export interface Stage { name: string; what: string; state: 'well' | 'failing' | 'unknown'; lagSeconds: number | null; error: string | null; at: string | null; node: string | null }

/** The way of a request, stage by stage over all nodes: how far behind each is, and what failed last. */
export function stagesOf(pipeline: PipelineState, nodes: Nodes | undefined): Stage[] {
  const live = pipeline.nodes.filter((node) => node.live !== false);
  const faults = (nodes?.items ?? []).filter(({ healthy }) => healthy).flatMap((node) => (node.health?.faults ?? []).map((fault) => ({ ...fault, node: node.name })));
  const newest = (stage: string) => faults.filter((fault) => fault.stage === stage).sort((a, b) => b.at.localeCompare(a.at))[0];
  const stage = (name: string, what: string, lagSeconds: number | null, fault: (Omit<StageFault, 'stage' | 'at'> & { at: string | null; node: string | null }) | undefined): Stage =>
    ({ name, what, lagSeconds, state: fault && !fault.isOver ? 'failing' : 'well', error: fault?.error ?? null, at: fault?.at ?? null, node: fault?.node ?? null });

  const disk = live.find(({ spool }) => spool?.trouble);
  const writer = [...live].filter((node) => node.writer.lastError).sort((a, b) => (b.writer.lastErrorAt ?? '').localeCompare(a.writer.lastErrorAt ?? ''))[0];
  const folds = pipeline.folds ?? [];
  const lags = folds.map(({ lagSeconds }) => lagSeconds).filter((lag) => lag !== null);
  const sinks = live.flatMap((node) => (node.sinks ?? []).map((sink) => ({ ...sink, node: node.node })));
  return [
    stage('Configuration', 'from the store to the node', null, newest('configuration')),
    stage('Snapshot', 'what a node starts from without the database', null, newest('snapshot')),
    stage('Spool', 'from the answer to the disk', null, disk && { error: disk.spool!.trouble!, at: null, isOver: false, node: disk.node }),
    stage('Writer', 'from the disk to the database', pipeline.lagSeconds, writer && { error: writer.writer.lastError!, at: writer.writer.lastErrorAt, isOver: writer.writer.state === 'running', node: writer.node }),
    ...sinks.map((sink) => stage(`Sink ${sink.name}`, `${sink.queued.toLocaleString()} waiting`, null, sink.trouble ? { error: sink.trouble, at: null, isOver: false, node: sink.node } : undefined)),
    stage('Sums', 'from single requests to sums', lags.length ? Math.max(...lags) : null, newest('fold')),
    stage('Retention', 'drops what is past its time', null, newest('retention')),
  ];
}
