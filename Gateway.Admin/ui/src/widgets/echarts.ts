import { LineChart } from 'echarts/charts';
import { GridComponent, MarkAreaComponent } from 'echarts/components';
import { init, use, type ECharts, type EChartsCoreOption } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';

// Only what is drawn. Legend, tooltip, crosshair and zoom are ours: they are HTML, shared between charts, and readable.
use([LineChart, GridComponent, MarkAreaComponent, CanvasRenderer]);
export { init, type ECharts, type EChartsCoreOption };
