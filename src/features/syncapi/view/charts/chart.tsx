/** A line over time with its axes, as inline SVG. A script adds what reads single values. */
import { type Clock, numberFormat, type Tick, timeTicks, valueTicks } from "./axes.ts";

const WIDTH = 400, HEIGHT = 170;
const LEFT = 44, RIGHT = 10, TOP = 8, BOTTOM = 22;
/** How many times the usual distance of two points ends a line. */
const GAP = 4;

/** A line of measurements. */
export interface ChartProps {
  /** For the script. */
  name: string;
  title: string;
  span: { start: number; end: number };
  /** Seconds since 1970, ascending. */
  times: number[];
  /** null where nothing was measured. */
  values: (number | null)[];
  clock: Clock;
  language: string;
}

interface Point {
  time: number;
  value: number;
}

/** The chart with its latest, smallest and largest value; nothing when fewer than two values were measured. */
export function Chart({ name, title, span, times, values, clock, language }: ChartProps) {
  const points = times.map((time, index) => ({ time, value: values[index] ?? null }))
    .filter((point): point is Point => point.value !== null);
  const first = points[0], last = points.at(-1);
  if (!first || !last || first === last) return null;
  const least = Math.min(...points.map(({ value }) => value)), greatest = Math.max(...points.map(({ value }) => value));
  const rows = valueTicks(least, greatest, language);
  const scale = scales(span, rows);
  const format = numberFormat(language);
  const summary = `${title}: ${format.format(last.value)} (${format.format(least)} – ${format.format(greatest)})`;
  return (
    <figure class="chart" data-chart={name} data-title={title} data-bounds={boundsText(span, rows)}>
      <figcaption>
        <span>{summary}</span>
        <output></output>
      </figcaption>
      <div class="plot">
        <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={summary}>
          {rows.map(({ value, label }) => (
            <>
              <line class="grid" x1={LEFT} x2={WIDTH - RIGHT} y1={scale.y(value)} y2={scale.y(value)} />
              <text x={LEFT - 5} y={scale.y(value) + 4} text-anchor="end">{label}</text>
            </>
          ))}
          {timeTicks(span, clock, language).map(({ value, label }) => (
            <>
              <line class="grid" x1={scale.x(value)} x2={scale.x(value)} y1={TOP} y2={HEIGHT - BOTTOM} />
              <text x={scale.x(value)} y={HEIGHT - 6} text-anchor="middle">{label}</text>
            </>
          ))}
          <path d={linePath(points, scale)} fill="none" stroke="currentColor" stroke-width="1.75" />
        </svg>
      </div>
    </figure>
  );
}

interface Scale {
  x(time: number): number;
  y(value: number): number;
}

function scales({ start, end }: ChartProps["span"], rows: Tick[]): Scale {
  const least = rows[0]?.value ?? 0, greatest = rows.at(-1)?.value ?? 1;
  return {
    x: (time) => rounded(LEFT + (WIDTH - LEFT - RIGHT) * (time - start) / (end - start || 1)),
    y: (value) => rounded(HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * (value - least) / (greatest - least || 1)),
  };
}

/** What the script needs to find a point: left, right, top and bottom of the plot, and the values there. */
function boundsText({ start, end }: ChartProps["span"], rows: Tick[]): string {
  return [LEFT, WIDTH - RIGHT, TOP, HEIGHT - BOTTOM, start, end, rows[0]?.value, rows.at(-1)?.value].join(" ");
}

/** Lines from point to point, broken where nothing was measured for long. A point that stands alone is a dot. */
function linePath(points: Point[], { x, y }: Scale): string {
  const usual = points.slice(1).map(({ time }, index) => time - (points[index]?.time ?? time)).sort((a, b) => a - b);
  const longest = (usual[Math.floor(usual.length / 2)] ?? 0) * GAP;
  return points.map(({ time, value }, index) => {
    const before = points[index - 1], after = points[index + 1];
    const begins = !before || time - before.time > longest;
    const stands = begins && (!after || after.time - time > longest);
    return `${begins ? "M" : "L"}${x(time)} ${y(value)}${stands ? "h0.5" : ""}`;
  }).join("");
}

function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}
