/** The models by which faces and plates are found: files that `deno task blur:models` makes, also inside the binary. */
import { join, resolve } from "node:path";
import { unpack } from "../packed_files.ts";
import { messageOf } from "../thrown.ts";

/** Names of the models, and their files in `MODELS_FOLDER`. */
export const MODEL_FILES = { faces: "faces.onnx.gz", vehicles: "vehicles.onnx.gz", text: "text.onnx.gz" } as const;

/** A model that `deno task blur:models` fetches. */
export type ModelName = keyof typeof MODEL_FILES;

/** Licences of the models, in the same folder. */
export const MODEL_LICENCES = "licenses.txt";

/** Rises with every change of the models, or of how they are used, that finds more or something else. */
export const DETECTOR = "builtin-1";

/** Where the models are when nothing else is configured: made from source, and a part of the binary. */
export const MODELS_FOLDER = join(resolve(import.meta.dirname ?? ".", "../../.."), "build/blur");

/** Blurring cannot be done on this machine, for a reason that has nothing to do with the picture. */
export class BlurringUnavailableError extends Error {
  override name = "BlurringUnavailableError";
}

/**
 * Reads a model; those in files that end in `.gz` are unpacked.
 * @throws BlurringUnavailableError when there is none: says how to get it
 */
export async function readModel(path: string): Promise<Uint8Array> {
  try {
    const bytes = await Deno.readFile(path);
    return path.endsWith(".gz") ? unpack(bytes) : bytes;
  } catch (cause) {
    if (!(cause instanceof Deno.errors.NotFound)) {
      throw new BlurringUnavailableError(`The model ${path} cannot be read: ${messageOf(cause)}`, { cause });
    }
    const advice = path.startsWith(MODELS_FOLDER) ? ". `deno task blur:models` fetches the models" : "";
    throw new BlurringUnavailableError(`There is no model ${path}${advice}`, { cause });
  }
}
