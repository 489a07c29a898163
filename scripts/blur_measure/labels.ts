/**
 * Labelled pictures. Faces: those that dlib's authors labelled (pictures of PASCAL VOC 2011), and those of `labels/faces.json`,
 * drawn by hand for this purpose. Plates: those that openalpr's authors labelled. No model has proposed any of them.
 */
import { join } from "node:path";
import { z } from "zod";
import { fetchSource, SOURCES } from "./sources.ts";

/** A box, in pixels. */
export interface Label {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** A picture with everything that is to be found in it. */
export interface LabelledPicture {
  path: string;
  /** Faces or plates. */
  clear: Label[];
  /** Faces behind masks or hands, and turned away: counted apart. */
  hidden: Label[];
  /** Parts in which nobody can say whether there is a face: what is found there counts neither way. */
  unsure: Label[];
}

const box = z.tuple([z.number(), z.number(), z.number(), z.number()])
  .transform(([left, top, width, height]): Label => ({ left, top, width, height }));
const labelled = z.array(z.object({
  source: z.string(),
  path: z.string(),
  sha256: z.string(),
  faces: z.array(box).default([]),
  hidden: z.array(box).default([]),
  unsure: z.array(box).default([]),
}));

/** The same pictures in two files: those to learn from, and those to test with. Nothing learns here. */
const LISTS = ["training.xml", "testing.xml"];
/** Of many pictures that one camera took in one place, one in three is enough. */
const PLATE_FOLDERS: [folder: string, every: number][] = [["eu", 1], ["br", 1], ["us", 3]];

/** @param folder keeps what was fetched */
export async function labelledFaces(folder: string): Promise<LabelledPicture[]> {
  const list = labelled.parse(
    JSON.parse(await Deno.readTextFile(join(import.meta.dirname ?? ".", "labels/faces.json"))),
  );
  const pictures: LabelledPicture[] = [];
  for (const source of SOURCES.filter(({ package: name }) => list.some((one) => one.source === name))) {
    const root = await fetchSource(source, folder);
    if (root === undefined) continue;
    if (source.package === "dlib") pictures.push(...await facesOfDlib(join(root, "examples/faces")));
    for (const { path, sha256, faces, hidden, unsure } of list.filter((one) => one.source === source.package)) {
      if (await digestOf(join(root, path)) !== sha256) {
        throw new Error(`${path} of ${source.package} is another picture`);
      }
      pictures.push({ path: join(root, path), clear: faces, hidden, unsure });
    }
  }
  return pictures;
}

async function facesOfDlib(folder: string): Promise<LabelledPicture[]> {
  const lists = await Promise.all(LISTS.map((list) => Deno.readTextFile(join(folder, list))));
  return lists.flatMap((xml) =>
    Array.from(xml.matchAll(/<image file='([^']+)'[^>]*>(.*?)<\/image>/gs), ([, name = "", content = ""]) => ({
      path: join(folder, name),
      clear: Array.from(
        content.matchAll(/<box top='(-?\d+)' left='(-?\d+)' width='(\d+)' height='(\d+)'/g),
        ([, top, left, width, height]) => ({
          left: Number(left),
          top: Number(top),
          width: Number(width),
          height: Number(height),
        }),
      ),
      hidden: [],
      unsure: [],
    }))
  );
}

/** @param folder keeps what was fetched */
export async function labelledPlates(folder: string): Promise<LabelledPicture[]> {
  const source = SOURCES.find(({ package: name }) => name === "openalpr/benchmarks");
  const root = source && await fetchSource(source, folder);
  if (root === undefined) return [];
  const pictures: LabelledPicture[] = [];
  for (const [name, every] of PLATE_FOLDERS) {
    const files = (await Array.fromAsync(Deno.readDir(join(root, "endtoend", name)))).map((file) => file.name)
      .filter((file) => file.endsWith(".txt")).sort();
    for (const file of files.filter((_, index) => index % every === 0)) {
      const path = join(root, "endtoend", name, file);
      const lines = (await Deno.readTextFile(path)).trim().split("\n").map((line) => line.split("\t"));
      const clear = lines.map(([, left, top, width, height]) => ({
        left: Number(left),
        top: Number(top),
        width: Number(width),
        height: Number(height),
      }));
      pictures.push({ path: join(root, "endtoend", name, lines[0]?.[0] ?? ""), clear, hidden: [], unsure: [] });
    }
  }
  return pictures;
}

async function digestOf(path: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", await Deno.readFile(path));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
