/**
 * An upload whose process seems to be dead: its file is removed between the file and the row. It must not be acknowledged, as
 * nothing would be there.
 */
import assert from "node:assert/strict";
import { hdPath, StoreUnreachableError } from "../../../src/core/storage/mod.ts";
import type { Sql } from "../../../src/core/db/sql.ts";
import { removeUnconfirmed, storeWith } from "../../../src/features/uploads/mod.ts";
import { filesBelow, serverTest } from "../../support/server.ts";

serverTest("an upload whose original was removed meanwhile is refused, and writes no row", async (server) => {
  const { services } = server.backend;
  const store = services.stores.permanent;
  const id = crypto.randomUUID();
  const upload = await store.createUpload();
  await upload.write(new TextEncoder().encode("a picture"));
  const bytes = { upload, store, size: 9, md5: crypto.randomUUID(), head: new Uint8Array(), isComplete: true };
  // Another server starts at this very moment, and believes that it is alone.
  const sql = new Proxy(services.sql, {
    get: (target, name) =>
      name === "begin"
        ? async (work: Parameters<Sql["begin"]>[1]) => {
          await removeUnconfirmed(services, 0);
          return await target.begin(work);
        }
        : Reflect.get(target, name),
  });
  const storing = storeWith(bytes, { id, isWanted: false }, { ...services, sql }, async (tx) => {
    await tx`
      INSERT INTO pictures (id, account_id, geom)
      SELECT ${id}, id, ST_SetSRID(ST_MakePoint(2, 48), 4326) FROM accounts WHERE is_default`;
  });
  await assert.rejects(storing, StoreUnreachableError);
  assert.equal((await services.sql`SELECT FROM pictures WHERE id = ${id}`).length, 0);
  assert.equal(await store.exists(hdPath(id)), false);
  assert.deepEqual(await filesBelow(`${server.storage}/permanent`), []);
}, { PICTURE_PROCESS_THREADS_LIMIT: "0" });
