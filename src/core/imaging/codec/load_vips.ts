/** Loads wasm-vips, also inside a compiled binary, which contains its WebAssembly gzipped. */
import type Vips from "wasm-vips";
import { fileURLToPath } from "node:url";
import { readUnpackedOrThrow } from "../../packed_files.ts";

/** The library as loaded. */
export type Vips = typeof Vips;

/** @throws when it does not load */
export async function loadVips(): Promise<Vips> {
  const { default: load } = await import("wasm-vips");
  const file = fileURLToPath(new URL("vips.wasm", import.meta.resolve("wasm-vips")));
  const module = await WebAssembly.compile(await readUnpackedOrThrow(file));
  const vips = await load({
    // None of the other formats is wanted.
    dynamicLibraries: [],
    // libvips also prints what it throws.
    preRun: (module) => module.ENV.VIPS_WARNING = "1",
    instantiateWasm(imports, loaded) {
      WebAssembly.instantiate(module, imports).then((instance) => loaded(instance, module));
      return {};
    },
  });
  vips.Cache.max(0);
  return vips;
}
