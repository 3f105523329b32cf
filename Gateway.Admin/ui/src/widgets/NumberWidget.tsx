import { figure } from '../app/format';
import { exactTitle, isNear, nearSign } from '../app/nearly';
import type { WidgetProps } from './contract';
import { Delta } from './Delta';
import { measuresOf, reached } from './figures';
import { Spark } from './Spark';

/** One figure with its change and its course; its colour says which threshold it has reached. */
export function NumberWidget({ widget, answer, extra, scene }: WidgetProps) {
  const { name, unit, good, digits } = measuresOf(answer, widget.options)[0]!;
  const { text, unit: sign } = figure(answer.value, unit, digits);
  const course = extra?.series?.[0]?.values;
  const beyond = reached(answer.value, widget.options.thresholds, good);
  const wrong = beyond ? beyond.color === 'error' : name === 'errorRate' && course?.some((value) => value);
  return (
    <div className="kpi">
      <div className="kpi-title"><bdi>{widget.title}</bdi>{widget.options.note && <small> {widget.options.note}</small>}</div>
      <div className="kpi-row">
        <div className={beyond ? `kpi-value kpi-${beyond.color}` : 'kpi-value'} title={exactTitle(answer.value, answer, name)}>
          {nearSign(isNear(answer, name), answer.value) && <small className="kpi-near">≈</small>}{text}{sign && <small>{sign}</small>}
          {beyond && <span className="sr-only"> ({beyond.label ?? { ok: 'good', warn: 'warning', error: 'too much' }[beyond.color]})</span>}
        </div>
        {scene.previous && answer.notCompared && <span className="delta" title={answer.notCompared}>Not compared</span>}
        {scene.previous && <Delta now={answer.value} before={answer.previous} unit={unit} good={good} words={scene.previous} />}
      </div>
      {widget.options.spark && <div className="kpi-spark"><Spark values={course} width={200} height={36} ground stretch tone={wrong ? 'error' : 'text'} /></div>}
    </div>
  );
}
