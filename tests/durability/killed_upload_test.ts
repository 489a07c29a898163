/** A server is killed between the file of an upload and its row. Nothing of the picture stays; others stay as they are. */
import assert from "node:assert/strict";
import { hdPath } from "../../src/core/storage/mod.ts";
import { instanceTest } from "../support/instances.ts";
import { makePicture, walk } from "../support/pictures.ts";
import { present } from "../support/present.ts";
import { answer, filesBelow } from "../support/server.ts";
import { until } from "../support/until.ts";
import { createUploadSet, sendFile } from "../support/uploads.ts";
import { arm, disarm, untilHeld } from "./stops.ts";

instanceTest("an original whose row was never committed goes with the next start", async (instance) => {
  const originals = () => filesBelow(`${instance.storage}/permanent`);
  const [kept, bytes] = await Promise.all(walk(2, { width: 64, height: 32 }).map(makePicture));
  let id: string;
  {
    const server = await instance.serve();
    const set = await createUploadSet(server);
    ({ picture_id: id } = await answer(sendFile(server, set, { name: "kept.jpg", bytes: present(kept) }), 202));
    await arm(instance, { on: "INSERT ON pictures", when: "true" });
    const sending = sendFile(server, set, { name: "interrupted.jpg", bytes: present(bytes) }).catch(() => {});
    await untilHeld(instance, server);
    await until(async () => (await originals()).filter((path) => !path.startsWith(".")).length === 2);
    await server[Symbol.asyncDispose]();
    await sending;
  }
  await disarm(instance);
  await using _server = await instance.serve();
  await until(async () => (await originals()).length === 1);
  assert.deepEqual(await originals(), [hdPath(id).slice(1)]);
});
