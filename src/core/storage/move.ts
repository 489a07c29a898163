/** Moves files between stores. */
import { LocalStore } from "./local.ts";
import type { Store } from "./store.ts";

/**
 * Moves a file, replacing any at the new place; durable when it returns. Renamed where the file system allows it,
 * copied otherwise; the old file goes only when the new one is safe.
 * @throws Deno.errors.NotFound when there is no such file
 */
export async function moveFile(source: Store, from: string, target: Store, to: string): Promise<void> {
  if (source instanceof LocalStore && target instanceof LocalStore && await target.takeOver(source, from, to)) return;
  const file = await source.open(from);
  if (!file) throw new Deno.errors.NotFound(`No file ${from} in ${source.location}`);
  await using upload = await target.createUpload();
  for await (const chunk of file.stream()) await upload.write(chunk);
  await upload.commit(to);
  await source.remove(from);
}
