/** What a request or an upload costs, in processor time: the table that the project is measured by. */
import { FULL_SIZE_UPLOADS, type Measurement, SMALL_UPLOADS } from "../measurement.ts";
import { costRatio, find, type Results } from "./results.ts";

/** How many times less processor time than geovisio each workload is wanted to take. */
const WANTED: Record<string, number> = {
  [SMALL_UPLOADS]: 4,
  [FULL_SIZE_UPLOADS]: 3,
  "GET /api": 10,
  "GET /api/collections/:id": 10,
  "GET /api/collections?limit=50": 10,
  "GET /api/collections/:id/items?limit=100": 8,
  "GET /api/collections/:id/items/:id": 12,
  "GET /api/search?bbox=…": 8,
  "GET /api/search?place_position=…": 8,
  "GET /api/pictures/:id/thumb.jpg": 10,
  "GET /api/pictures/:id/sd.jpg": 8,
  "GET /api/pictures/:id/tiled/3_1.jpg": 8,
  "GET /api/pictures/:id/hd.jpg": 5,
  "GET /api/map/15/:x/:y.mvt": 8,
  "GET /api/map/10/:x/:y.mvt": 10,
  "GET /api/map/5/:x/:y.mvt": 10,
  "GET /api/upload_sets/:id": 8,
};

/** Rows of the same route whose answer does not come from memory, without a wish of their own. */
const ANEW = Object.keys(WANTED).map((workload) => `${workload}, made anew`);

/** One row for each workload that has a wish, on native PostgreSQL; empty when its cost was not measured. */
export function costTable(results: Results): string {
  const ours = results.targets.find(({ name }) => name === "native");
  const peer = results.targets.find(({ name }) => name === "geovisio");
  if (!ours) return "";
  const wishes: [string, number?][] = [...Object.entries(WANTED), ...ANEW.map((workload): [string] => [workload])];
  const rows = wishes.flatMap(([workload, wanted]) => {
    const mine = find(ours, workload), theirs = find(peer, workload);
    if (mine?.cost === undefined) return [];
    const times = costRatio(results, ours, workload);
    return [[
      workload,
      ...(peer ? [cost(theirs), rate(theirs)] : []),
      cost(mine),
      rate(mine),
      ...(peer ? [times === undefined ? "" : times.toFixed(1)] : []),
      wanted === undefined ? "" : `≥ ${wanted}`,
    ]];
  });
  if (rows.length === 0) return "";
  const header = [
    "processor time",
    ...(peer ? ["geovisio, ms", "a second"] : []),
    "here, ms",
    "a second",
    ...(peer ? ["ratio"] : []),
    "wanted",
  ];
  return [header, header.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

function cost(measurement: Measurement | undefined): string {
  return measurement?.cost?.toFixed(2) ?? measurement?.failure ?? "";
}

function rate(measurement: Measurement | undefined): string {
  return measurement?.rate?.toFixed(0) ?? "";
}
