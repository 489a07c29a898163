/**
 * Writes the map of time zones that `src/core/metadata/time_zones/` reads, from the borders in the npm package geo-tz.
 *
 *     deno run -A scripts/build_time_zones.ts
 *
 * The package is fetched with npm into a temporary folder: nothing else needs it, and it has 72 MB.
 */
import { gzipSync } from "node:zlib";
import { Buffer } from "node:buffer";
import { BlockWriter } from "./time_zones/block_writer.ts";
import { fillPolygons, type ZonePolygons } from "./time_zones/fill_polygons.ts";
import { readZonePolygons } from "./time_zones/read_geobuf.ts";
import { BLOCK_DEPTH, PIXEL_DEPTH } from "../src/core/metadata/time_zones/format.ts";

const PACKAGE = "geo-tz@8.1.9";
const TARGET = new URL("../src/core/metadata/time_zones/map.bin.gz", import.meta.url);
/** Zones that have shown the same time since 1970 are one. */
const EDITION = "timezones-1970.geojson";

/** The quadtree of geo-tz: indexes of zones where there are no borders, else a part of the file of borders. */
type Node = { [quadrant: string]: Node } | number[] | { pos: number; len: number };

const folder = await Deno.makeTempDir();
try {
  await run("npm", ["pack", "--silent", "--pack-destination", folder, PACKAGE]);
  await run("tar", ["xzf", `${folder}/${PACKAGE.replace("@", "-")}.tgz`, "-C", folder]);
  const data = `${folder}/package/data`;
  const index = JSON.parse(await Deno.readTextFile(`${data}/${EDITION}.index.json`));
  const borders = await Deno.readFile(`${data}/${EDITION}.geo.dat`);
  const map = build(index.timezones, index.lookup, borders);
  await Deno.writeFile(TARGET, gzipSync(map, { level: 9 }));
  console.log(`${TARGET.pathname}: ${(await Deno.stat(TARGET)).size} bytes, ${map.length} unpacked`);
} finally {
  await Deno.remove(folder, { recursive: true });
}

async function run(command: string, args: string[]): Promise<void> {
  const { success } = await new Deno.Command(command, { args, stdout: "inherit", stderr: "inherit" }).output();
  if (!success) throw new Error(`${command} failed`);
}

/** See `format.ts` for what the bytes mean. */
function build(names: string[], root: Node, borders: Uint8Array): Uint8Array {
  const side = 2 ** BLOCK_DEPTH;
  const sea = names.length;
  const areas = areasOf(root, new Array(names.length).fill(0));
  const areaOf = (zone: number) => areas[zone] ?? 0;
  const smallestFirst = (a: number, b: number) => areaOf(a) - areaOf(b);
  const grid = new Uint16Array(side * side).fill(sea);
  const blocks: Uint8Array[] = [];
  const writer = new BlockWriter(2 ** (PIXEL_DEPTH - BLOCK_DEPTH), sea);

  /** @param column, row of the quadrant among those of its depth, from the south-west */
  const visit = (node: Node | undefined, depth: number, column: number, row: number): void => {
    if (node === undefined) return;
    if (Array.isArray(node)) {
      const size = 2 ** (BLOCK_DEPTH - depth);
      for (let y = row * size; y < (row + 1) * size; y++) {
        grid.fill(node.toSorted(smallestFirst)[0] ?? sea, y * side + column * size, y * side + (column + 1) * size);
      }
    } else if (isPart(node)) {
      if (depth !== BLOCK_DEPTH) throw new Error(`Borders at depth ${depth}`);
      const zones: ZonePolygons[] = readZonePolygons(borders.subarray(node.pos, node.pos + node.len), names);
      zones.sort((a, b) => smallestFirst(a.zone, b.zone));
      const pixels = fillPolygons(zones, writer.side, { column, row }, sea);
      const block = writer.write(pixels);
      grid[row * side + column] = typeof block === "number" ? block : sea + 1 + blocks.push(block) - 1;
    } else {
      visit(node.c, depth + 1, column * 2, row * 2);
      visit(node.d, depth + 1, column * 2 + 1, row * 2);
      visit(node.b, depth + 1, column * 2, row * 2 + 1);
      visit(node.a, depth + 1, column * 2 + 1, row * 2 + 1);
    }
  };
  visit(root, 0, 0, 0);

  const nameBytes = new TextEncoder().encode(names.join("\n"));
  const lengths = Uint16Array.from(blocks, (block) => block.length);
  const head = Uint32Array.of(nameBytes.length, blocks.length);
  const tables = [head, grid, lengths].map((part) => new Uint8Array(part.buffer));
  return Buffer.concat([...tables, nameBytes, ...blocks]);
}

/**
 * About how large each zone is. Where two are claimed, as in Xinjiang or Abkhazia, the smaller one counts, as timezonefinder
 * has it too: it is what was drawn for that place in particular.
 */
function areasOf(node: Node, areas: number[], size = 1): number[] {
  if (Array.isArray(node)) { for (const zone of node) areas[zone] = (areas[zone] ?? 0) + size; }
  else if (!isPart(node)) { for (const quadrant of Object.values(node)) areasOf(quadrant, areas, size / 4); }
  return areas;
}

function isPart(node: Node): node is { pos: number; len: number } {
  return typeof node === "object" && "len" in node && typeof node.len === "number";
}
