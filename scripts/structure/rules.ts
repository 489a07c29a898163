/** What must hold of the imports of the program. */
import { componentsOf } from "./components.ts";
import type { Import } from "./imports.ts";
import { floorOf, FLOORS, roomOf } from "./rooms.ts";

/** Arrows or files of a circle that are shown. */
const MOST_ARROWS = 12;

/** Every violation as a line that names the import. */
export function violationsOf(imports: Import[], files: ReadonlySet<string>): string[] {
  const between = imports.filter(({ from, to }) => roomOf(from) !== roomOf(to));
  return [
    ...between.filter(goesUp).map((found) =>
      `${show(found)}: ${floorOf(roomOf(found.from))} may not use ` +
      floorOf(roomOf(found.to))
    ),
    ...between.filter((found) => passesDoor(found, files)).map((found) =>
      `${show(found)}: use ${doorOf(found.to)} instead`
    ),
    ...folderCycles(between),
    ...fileCycles(imports),
  ];
}

function show({ from, line, to }: Import): string {
  return `${from}:${line} imports ${to}`;
}

function goesUp({ from, to }: Import): boolean {
  return FLOORS.indexOf(floorOf(roomOf(to))) < FLOORS.indexOf(floorOf(roomOf(from)));
}

function doorOf(path: string): string {
  return `src/${roomOf(path)}/mod.ts`;
}

/** Features have a door, `mod.ts`; a folder of another floor only when it wants one. */
function passesDoor({ to }: Import, files: ReadonlySet<string>): boolean {
  const door = doorOf(to);
  const isFolder = to.startsWith(`src/${roomOf(to)}/`);
  return isFolder && to !== door && (files.has(door) || floorOf(roomOf(to)) === "features");
}

/** Rooms that need each other, directly or around corners. Where to cut comes first: arrows that go up, then those of few imports. */
function folderCycles(between: Import[]): string[] {
  const components = componentsOf(between.map(({ from, to }) => [roomOf(from), roomOf(to)]));
  return components.map((rooms) => {
    const inside = between.filter(({ from, to }) => rooms.includes(roomOf(from)) && rooms.includes(roomOf(to)));
    const arrows = [...Map.groupBy(inside, ({ from, to }) => `${roomOf(from)} → ${roomOf(to)}`)]
      .sort(([, a], [, b]) => Number(b.some(goesUp)) - Number(a.some(goesUp)) || a.length - b.length);
    const lines = arrows.slice(0, MOST_ARROWS).map(([pair, found]) =>
      `  ${pair} (${found.length}): ${found.slice(0, 3).map(show).join("; ")}`
    );
    return `Folders in a circle: ${rooms.join(", ")}\n${lines.join("\n")}`;
  });
}

/** Files that need each other before either has run. */
function fileCycles(imports: Import[]): string[] {
  const values = imports.filter(({ isValue, isDynamic }) => isValue && !isDynamic);
  return componentsOf(values.map(({ from, to }) => [from, to])).map((files) => {
    const more = files.length - MOST_ARROWS;
    return `Files in a circle: ${files.slice(0, MOST_ARROWS).join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
  });
}
