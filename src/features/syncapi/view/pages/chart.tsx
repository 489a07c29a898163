/** A line over time as an inline drawing: no script, no library. */

const WIDTH = 600, HEIGHT = 120, MARGIN = 8;

export interface ChartProps {
  title: string;
  /** In the order of time; gaps are where nothing was measured. */
  points: { time: number; value: number | null }[];
}

/** The drawing with its least, greatest and last value; nothing when nothing was measured. */
export function Chart({ title, points }: ChartProps) {
  const measured = points.filter((point): point is { time: number; value: number } => point.value !== null);
  if (measured.length < 2) return null;
  const values = measured.map(({ value }) => value);
  const least = Math.min(...values), greatest = Math.max(...values);
  const path = linePath(measured, least, greatest);
  return (
    <figure class="chart">
      <figcaption>{title}: {round(values.at(-1)!)} ({round(least)} – {round(greatest)})</figcaption>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={title}>
        <path d={path} fill="none" stroke="currentColor" stroke-width="2" />
      </svg>
    </figure>
  );
}

function linePath(points: { time: number; value: number }[], least: number, greatest: number): string {
  const start = points[0].time, span = points.at(-1)!.time - start || 1, range = greatest - least || 1;
  return points.map(({ time, value }, index) => {
    const x = MARGIN + (WIDTH - 2 * MARGIN) * (time - start) / span;
    const y = HEIGHT - MARGIN - (HEIGHT - 2 * MARGIN) * (value - least) / range;
    return `${index === 0 ? "M" : "L"}${x.toFixed(1)} ${y.toFixed(1)}`;
  }).join("");
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
