/** Loads sharp, also inside a compiled binary. */
import type sharp from "sharp";
import { basename, join } from "node:path";
import { unpack } from "../../packed_files.ts";
import { unpackInPrivate } from "../../private_unpacking.ts";

/** The entry point of sharp. */
export type Sharp = typeof sharp;

/**
 * Loads sharp and its native library.
 * @param isCompiled whether this is a binary of `deno compile`; workers cannot ask
 * @throws when there is none for this machine
 */
export async function loadSharp(isCompiled = Deno.build.standalone): Promise<Sharp> {
  const { default: sharp } = isCompiled ? await unpackInPrivate(loadEmbedded) : await import("sharp");
  // Jobs run side by side instead: less overhead than threads inside each. Nothing is asked for twice.
  sharp.concurrency(1);
  sharp.cache(false);
  return sharp;
}

async function loadEmbedded(folder: string): Promise<{ default: Sharp }> {
  await loadLibvips(folder);
  return await import("sharp");
}

/**
 * `deno compile` unpacks each native library on its own when it is loaded, so that sharp's addon would not find libvips
 * next to it. The dynamic linker accepts one that was loaded before. Binaries contain it gzipped.
 * @param folder where to unpack it
 */
async function loadLibvips(folder: string): Promise<void> {
  const failures: string[] = [];
  for await (const path of embeddedLibvips()) {
    try {
      const library = join(folder, basename(path, ".gz"));
      await Deno.writeFile(library, unpack(await Deno.readFile(path)));
      Deno.dlopen(library, {});
      return;
    } catch (error) {
      // There is one for glibc and one for musl; only that of this machine loads.
      failures.push(String(error));
    }
  }
  throw new Error(`libvips does not load: ${failures.join("; ") || "it is not part of this binary"}`);
}

async function* embeddedLibvips(): AsyncGenerator<string> {
  const modules = new URL("../../../../node_modules", import.meta.url).pathname;
  const architecture = Deno.build.arch === "aarch64" ? "arm64" : "x64";
  const packages = [`${modules}/@img`];
  for await (const { name } of readFolder(`${modules}/.deno`)) {
    if (name.startsWith("@img+sharp-libvips-")) packages.push(`${modules}/.deno/${name}/node_modules/@img`);
  }
  for (const folder of packages) {
    for (const libc of ["linux", "linuxmusl"]) {
      const library = `${folder}/sharp-libvips-${libc}-${architecture}/lib`;
      for await (const { name } of readFolder(library)) {
        if (name.startsWith("libvips-cpp.so")) yield `${library}/${name}`;
      }
    }
  }
}

async function* readFolder(path: string): AsyncGenerator<Deno.DirEntry> {
  try {
    yield* Deno.readDir(path);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
}
