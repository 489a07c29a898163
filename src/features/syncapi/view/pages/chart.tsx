/** A line chart over time as inline SVG: no script, no library. */

const WIDTH = 600, HEIGHT = 120, MARGIN = 8;

/** A line of measurements. */
export interface ChartProps {
  title: string;
  /** Oldest first; null where nothing was measured. Times are milliseconds since 1970. */
  points: { time: number; value: number | null }[];
}

interface Point {
  time: number;
  value: number;
}

/** The chart with its latest, smallest and largest value; nothing when fewer than two values were measured. */
export function Chart({ title, points }: ChartProps) {
  const measured = points.filter((point): point is Point => point.value !== null);
  const first = measured[0], last = measured.at(-1);
  if (!first || !last || first === last) return null;
  const values = measured.map(({ value }) => value);
  const least = Math.min(...values), greatest = Math.max(...values);
  const path = linePath(measured, { start: first.time, end: last.time, least, greatest });
  return (
    <figure class="chart">
      <figcaption>{title}: {round(last.value)} ({round(least)} – {round(greatest)})</figcaption>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={title}>
        <path d={path} fill="none" stroke="currentColor" stroke-width="2" />
      </svg>
    </figure>
  );
}

interface Bounds {
  start: number;
  end: number;
  least: number;
  greatest: number;
}

function linePath(points: Point[], { start, end, least, greatest }: Bounds): string {
  const span = end - start || 1, range = greatest - least || 1;
  return points.map(({ time, value }, index) => {
    const x = MARGIN + (WIDTH - 2 * MARGIN) * (time - start) / span;
    const y = HEIGHT - MARGIN - (HEIGHT - 2 * MARGIN) * (value - least) / range;
    return `${index === 0 ? "M" : "L"}${x.toFixed(1)} ${y.toFixed(1)}`;
  }).join("");
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
