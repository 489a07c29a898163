/** Faces that people have labelled: those of dlib's examples, from Debian's source of dlib (pictures of PASCAL VOC 2011). */
import { join } from "node:path";

/** A picture and its faces, in pixels. */
export interface LabelledPicture {
  path: string;
  faces: Label[];
}

export interface Label {
  left: number;
  top: number;
  width: number;
  height: number;
}

const SOURCE = "dlib";
/** The same pictures in two files: those to learn from, and those to test with. Nothing learns here. */
const LISTS = ["training.xml", "testing.xml"];

/**
 * Fetches the pictures with `apt-get`, and reads their labels.
 * @param folder keeps what was fetched
 */
export async function labelledPictures(folder: string): Promise<LabelledPicture[]> {
  const examples = join(folder, "examples/faces");
  if (!await Deno.stat(examples).then(() => true, () => false)) await fetchExamples(folder);
  const pictures: LabelledPicture[] = [];
  for (const list of LISTS) {
    const xml = await Deno.readTextFile(join(examples, list));
    for (const [, name = "", content = ""] of xml.matchAll(/<image file='([^']+)'[^>]*>(.*?)<\/image>/gs)) {
      const faces = Array.from(
        content.matchAll(/<box top='(-?\d+)' left='(-?\d+)' width='(\d+)' height='(\d+)'/g),
        ([, top, left, width, height]) => ({
          left: Number(left),
          top: Number(top),
          width: Number(width),
          height: Number(height),
        }),
      );
      pictures.push({ path: join(examples, name), faces });
    }
  }
  return pictures;
}

/** With lists of sources of their own, so that the machine's stay as they are. */
async function fetchExamples(folder: string): Promise<void> {
  const lists = join(folder, "apt"), sources = join(folder, "debian.sources");
  await Deno.mkdir(join(lists, "partial"), { recursive: true });
  const given = await Deno.readTextFile("/etc/apt/sources.list.d/debian.sources");
  await Deno.writeTextFile(sources, given.replace(/^Types:.*$/gm, "Types: deb-src"));
  const options = ["-o", `Dir::Etc::SourceList=${sources}`, "-o", "Dir::Etc::SourceParts=/dev/null"];
  const apt = ["apt-get", "--quiet", ...options, "-o", `Dir::State::Lists=${lists}`];
  await run([...apt, "update"], folder);
  await run([...apt, "source", "--download-only", SOURCE], folder);
  const files = (await Array.fromAsync(Deno.readDir(folder))).map(({ name }) => name);
  const archive = files.find((name) => /^dlib_[^-]+\.orig\.tar\.\w+$/.test(name));
  if (!archive) throw new Error(`apt-get fetched no source of ${SOURCE}`);
  await run(["tar", "xf", archive, "--strip-components=1", "--wildcards", "*/examples/faces/*"], folder);
}

async function run([command = "", ...parameters]: string[], folder: string): Promise<void> {
  const { success, stderr } = await new Deno.Command(command, { args: parameters, cwd: folder, stdout: "null" })
    .output();
  if (!success) throw new Error(`${command} ${parameters.join(" ")}: ${new TextDecoder().decode(stderr).trim()}`);
}
