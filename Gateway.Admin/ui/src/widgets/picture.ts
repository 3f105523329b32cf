import type { Answer } from '../app/contract';
import type { Palette } from '../app/palette';
import type { WidgetType } from './contract';

/** Whether a widget draws something to take a picture of: lists, tables and numbers are words. */
export const hasPicture = (type: WidgetType, shape: Answer['shape']) => ['line', 'area', 'pie', 'donut', 'heatmap'].includes(type) || (type === 'bar' && shape === 'series');

/** The chart of a card as a PNG: title, legend and plot, as they stand on the page. Null where the card has no chart, such as a list. */
export function pictureOf(card: HTMLElement, title: string, palette: Palette): Promise<Blob | null> {
  const plot = card.querySelector<HTMLCanvasElement>('.chart-canvas canvas');
  const pie = card.querySelector<SVGSVGElement>('[data-picture]');
  const source = plot ?? pie;
  if (!source) return Promise.resolve(null);
  const box = source.getBoundingClientRect();
  const signs = [...card.querySelectorAll<HTMLElement>('.legend-item')].map((item) => ({ text: item.innerText.replace(/\s+/g, ' ').trim(), colour: item.querySelector('i')?.style.color ?? palette.text3 }));
  const sharp = Math.max(2, devicePixelRatio || 1);
  const [edge, line] = [16, 20];
  const width = Math.max(box.width, 320) + edge * 2;

  const copy = document.createElement('canvas');
  const pen = copy.getContext('2d')!;
  const font = (weight: number, size: number) => `${weight} ${size}px 'Inter Variable', sans-serif`;
  // How many lines the legend takes is known only when its words are measured.
  pen.font = font(400, 12);
  const places: { x: number; row: number }[] = [];
  let [x, row] = [edge, 0];
  for (const { text } of signs) {
    const wide = pen.measureText(text).width + 32;
    if (x + wide > width - edge && x > edge) { x = edge; row++; }
    places.push({ x, row });
    x += wide;
  }
  const head = edge + line + (signs.length ? (row + 1) * line : 0) + 8;
  copy.width = width * sharp;
  copy.height = (head + box.height + edge) * sharp;
  pen.scale(sharp, sharp);
  pen.fillStyle = palette.surface;
  pen.fillRect(0, 0, width, head + box.height + edge);
  pen.textBaseline = 'middle';
  pen.fillStyle = palette.text;
  pen.font = font(600, 14);
  pen.fillText(title, edge, edge + line / 2, width - 2 * edge);
  pen.font = font(400, 12);
  signs.forEach(({ text, colour }, index) => {
    const { x, row } = places[index]!;
    const y = edge + line * (row + 1.5);
    pen.fillStyle = colour;
    pen.fillRect(x, y - 3, 10, 6);
    pen.fillStyle = palette.text2;
    pen.fillText(text, x + 16, y);
  });
  if (plot) pen.drawImage(plot, edge, head, box.width, box.height);
  else if (pie) {
    pen.translate(edge, head);
    pen.scale(box.width / 200, box.height / 200);
    for (const path of pie.querySelectorAll('path')) { pen.fillStyle = path.getAttribute('fill')!; pen.fill(new Path2D(path.getAttribute('d')!), 'evenodd'); }
  }
  return new Promise((done) => copy.toBlob(done, 'image/png'));
}

/** Gives a file to the reader, named after what it shows. */
export function save(blob: Blob, title: string, ending: string) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = `${title.replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-+|-+$/g, '').slice(0, 80).toLowerCase() || 'widget'}.${ending}`;
  link.click();
  // The browser has taken hold of it by then.
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
