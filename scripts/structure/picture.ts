/** The rooms and their arrows as a drawing (SVG). */
import type { RoomGraph } from "./levels.ts";
import { type Floor, floorOf } from "./rooms.ts";

/** All in pixels. */
const WIDTH = 1000, ROW = 62, BOX = { width: 118, height: 30 }, MARGIN = 24, LABEL = 96;

const COLOURS: Record<Floor, { band: string; box: string }> = {
  composition: { band: "#f1eefa", box: "#5e499c" },
  features: { band: "#e9f3ee", box: "#2f6b4f" },
  core: { band: "#eef2f8", box: "#2f5486" },
};

interface Place {
  x: number;
  y: number;
}

/** Draws one row a level, from what composes the program at the top to what everything else uses at the bottom. */
export function drawRooms({ rows, arrows }: RoomGraph): string {
  const places = new Map<string, Place>();
  rows.forEach((row, index) => {
    const step = (WIDTH - LABEL - MARGIN) / row.length;
    row.forEach((room, column) => {
      places.set(room, { x: LABEL + step * (column + 0.5), y: MARGIN + ROW * (index + 0.5) });
    });
  });
  const height = MARGIN * 2 + ROW * rows.length;
  const found = (room: string) => places.get(room) ?? { x: 0, y: 0 };
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}"`,
    `  font-family="system-ui, 'Segoe UI', Helvetica, Arial, sans-serif" role="img" aria-labelledby="title">`,
    `  <title id="title">Which folder imports which: arrows go down only</title>`,
    `  <defs>`,
    `    <marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="6" markerHeight="6" orient="auto">`,
    `      <path d="M0 0 8 4 0 8z" fill="#8a86a0" />`,
    `    </marker>`,
    `  </defs>`,
    ...bands(rows),
    ...arrows.map(([from, to]) => drawArrow(found(from), found(to))),
    ...[...places].map(([room, place]) => drawBox(room, place)),
    `</svg>`,
    ``,
  ].join("\n");
}

function bands(rows: string[][]): string[] {
  const floors = rows.map(([room]) => floorOf(room ?? ""));
  return [...new Set(floors)].map((floor) => {
    const first = floors.indexOf(floor), count = floors.filter((other) => other === floor).length;
    const y = MARGIN + ROW * first + 3, height = ROW * count - 6;
    return `  <rect x="8" y="${y}" width="${WIDTH - 16}" height="${height}" rx="10" fill="${
      COLOURS[floor].band
    }" />\n` +
      `  <text x="20" y="${y + 22}" font-size="13" font-weight="600" fill="${COLOURS[floor].box}">${floor}</text>`;
  });
}

function drawArrow(from: Place, to: Place): string {
  const y1 = from.y + BOX.height / 2, y2 = to.y - BOX.height / 2, bend = Math.max(18, (y2 - y1) / 3);
  const path =
    `M${round(from.x)} ${round(y1)}C${round(from.x)} ${round(y1 + bend)} ${round(to.x)} ${round(y2 - bend)} ` +
    `${round(to.x)} ${round(y2)}`;
  return `  <path d="${path}" fill="none" stroke="#8a86a0" stroke-opacity="0.6" marker-end="url(#tip)" />`;
}

function drawBox(room: string, { x, y }: Place): string {
  const left = round(x - BOX.width / 2), top = round(y - BOX.height / 2);
  const name = room.replace(/^(features|core)\//, "");
  return `  <rect x="${left}" y="${top}" width="${BOX.width}" height="${BOX.height}" rx="6" fill="${
    COLOURS[floorOf(room)].box
  }" />\n  <text x="${round(x)}" y="${round(y + 5)}" text-anchor="middle" font-size="13" fill="#fff">${name}</text>`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
