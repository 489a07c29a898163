/** `panoramax licenses`: what the program contains, and under which licences. */
import { join, resolve } from "node:path";
import { MODEL_LICENCES, MODELS_FOLDER } from "../core/blurring/mod.ts";
import { GLYPHS_LICENCE } from "../features/base_map/mod.ts";

/** Written when the binary is built, by `scripts/notices/`. */
const NOTICES = resolve(import.meta.dirname ?? ".", "../../build/notices");

/**
 * Prints the licences of all packages, or the software bill of materials as CycloneDX JSON.
 * @throws Error when they were not written, in a run from source
 */
export async function printLicenses({ sbom = false }: { sbom?: boolean }): Promise<void> {
  const file = join(NOTICES, sbom ? "sbom.cdx.json" : "licenses.txt");
  const text = await Deno.readTextFile(file).catch((cause) => {
    throw new Error("The licences are collected when the binary is built. From source, run `deno task notices` first", {
      cause,
    });
  });
  const models = sbom ? "" : await Deno.readTextFile(join(MODELS_FOLDER, MODEL_LICENCES)).catch(() => "");
  const letters = sbom ? "" : `\nNoto Sans, the letters of maps:\n\n${await Deno.readTextFile(GLYPHS_LICENCE)}`;
  const towns = sbom ? "" : "\nTowns: GeoNames (https://www.geonames.org), CC BY 4.0, selected and shortened\n";
  await new Response(text + models + letters + towns).body?.pipeTo(Deno.stdout.writable, { preventClose: true });
}
