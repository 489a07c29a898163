/** What holds for provisional commits in every kind of store. */
import assert from "node:assert/strict";
import type { Store } from "../../../src/core/storage/mod.ts";

/** Aborts an upload while it is committed: the file is there, and so is its note, until it is confirmed. */
export async function assertAbortKeepsNote(store: Store, path: string): Promise<void> {
  const upload = await store.createUpload();
  await upload.write(new Uint8Array([1]));
  const committing = upload.commit(path, { isProvisional: true });
  await upload.abort();
  await committing;
  assert.equal(await store.exists(path), true);
  assert.deepEqual((await store.listUnconfirmed(0)).map(({ path }) => path), [path]);
  await upload.confirm();
}
