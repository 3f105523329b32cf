import { figure } from '../app/format';
import { measureOf } from '../app/measures';
import { exactTitle, isNear, nearSign } from '../app/nearly';
import type { WidgetProps } from './contract';
import { Delta } from './Delta';
import { Spark } from './Spark';

/** One figure with its change and its course. */
export function NumberWidget({ widget, answer, extra, scene }: WidgetProps) {
  const name = widget.query.measures[0]!;
  const { unit, good } = measureOf(name);
  const { text, unit: sign } = figure(answer.value, unit);
  const course = extra?.series?.[0]?.values;
  return (
    <div className="kpi">
      <div className="kpi-title">{widget.title}</div>
      <div className="kpi-row">
        <div className="kpi-value" title={exactTitle(answer.value, answer, name)}>
          {nearSign(isNear(answer, name), answer.value) && <small className="kpi-near">≈</small>}{text}{sign && <small>{sign}</small>}
        </div>
        {scene.previous && answer.notCompared && <span className="delta" title={answer.notCompared}>Not compared</span>}
        {scene.previous && <Delta now={answer.value} before={answer.previous} unit={unit} good={good} words={scene.previous} />}
      </div>
      <div className="kpi-spark"><Spark values={course} width={200} height={36} ground stretch tone={name === 'errorRate' && course?.some((value) => value) ? 'error' : 'text'} /></div>
    </div>
  );
}
