/** Clients that close the connection while they download. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { makePicture, walk } from "../../../../support/pictures.ts";
import { answer, filesBelow, serverTest } from "../../../../support/server.ts";
import { until } from "../../../../support/until.ts";
import { createUploadSet, sendFile, uploadSetWhenIdle } from "../../../../support/uploads.ts";

/** More than a connection holds on its way. */
const LARGE = 32 * 1024 * 1024;

serverTest("who closes the connection of a download may begin another one", async (server) => {
  const set = await createUploadSet(server, { estimated_nb_files: 1 });
  await answer(sendFile(server, set, { name: "1.jpg", bytes: await makePicture(walk(1)[0]!) }), 202);
  const { associated_collections: [{ id }] } = await uploadSetWhenIdle(server, set);
  const [original] = await filesBelow(`${server.storage}/permanent`);
  await Deno.truncate(join(server.storage, "permanent", original!), LARGE);

  const leaving = new AbortController();
  const begin = async (status: number, signal?: AbortSignal) => {
    const response = await fetch(`${server.url}/api/collections/${id}/items.zip`, { signal });
    if (status === response.status) return response;
    await response.body?.cancel();
    assert.fail(`${response.status} instead of ${status}`);
  };
  for (let number = 1; number <= 6; number++) await begin(200, leaving.signal);
  await (await begin(429)).body?.cancel();
  leaving.abort();
  await until(() => begin(200).then(async (response) => (await response.bytes()).length > LARGE, () => false));
});
