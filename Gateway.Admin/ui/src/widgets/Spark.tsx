/** A line of the size of a word: no axis, gaps stay gaps. */
interface SparkProps { values: (number | null)[] | undefined; width?: number; height?: number; tone?: 'text' | 'data' | 'error'; ground?: boolean; stretch?: boolean }

export function Spark({ values, width = 96, height = 24, tone = 'text', ground = false, stretch = false }: SparkProps) {
  if (!values || values.length < 2 || values.every((value) => value === null)) return <svg width={stretch ? '100%' : width} height={height} aria-hidden="true" />;
  const top = Math.max(...values.map((value) => value ?? 0)) || 1;
  const x = (index: number) => ((index / (values.length - 1)) * width).toFixed(1);
  const y = (value: number) => (height - 1.5 - (value / top) * (height - 4)).toFixed(1);
  const runs: [number, number][][] = [];
  let run: [number, number][] | null = null;
  values.forEach((value, index) => {
    if (value === null) { run = null; return; }
    if (!run) { run = []; runs.push(run); }
    run.push([index, value]);
  });
  const path = (points: [number, number][]) => points.map(([index, value], at) => `${at ? 'L' : 'M'}${x(index)} ${y(value)}`).join('') + (points.length === 1 ? 'h0.01' : '');
  return (
    <svg className={`spark spark-${tone}`} viewBox={`0 0 ${width} ${height}`} width={stretch ? '100%' : width} height={height} preserveAspectRatio={stretch ? 'none' : undefined} aria-hidden="true">
      {ground && runs.filter((points) => points.length > 1).map((points) => <path key={`g${points[0]![0]}`} className="spark-ground" d={`${path(points)}L${x(points[points.length - 1]![0])} ${height}L${x(points[0]![0])} ${height}Z`} />)}
      {runs.map((points) => <path key={points[0]![0]} className={points.length > 1 ? 'spark-line' : 'spark-line spark-dot'} d={path(points)} vectorEffect="non-scaling-stroke" />)}
    </svg>
  );
}
