/** Uploads that stop while their connection stays open: they end, and leave nothing. */
import assert from "node:assert/strict";
import { ApiError } from "../../../src/core/http/errors.ts";
import { LocalStore } from "../../../src/core/storage/local.ts";
import { receiveForm } from "../../../src/features/uploads/receive_file.ts";
import { filesBelow } from "../../support/server.ts";
import { temporaryFolder } from "../../support/temporary_folder.ts";
import { until } from "../../support/until.ts";

/** As everywhere, but quicker. */
const RECEPTION = {
  fieldName: "file",
  maxBytes: 1_000_000,
  accepts: () => true,
  patience: { silence: 500, slowest: 256 },
};
const FORM = '--x\r\nContent-Disposition: form-data; name="file"; filename="a.jpg"\r\n\r\n' + "y".repeat(20_000);

/** Sends the beginning of a form to a server that receives it, and waits; the status of the answer. */
async function statusOfHalf(folder: string): Promise<number> {
  const store = await LocalStore.open(folder);
  await using server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, async (request) => {
    try {
      await receiveForm(request, store, RECEPTION);
      return new Response();
    } catch (error) {
      return new Response(null, { status: error instanceof ApiError ? error.status : 500 });
    }
  });
  using client = await Deno.connect({ port: server.addr.port });
  const head = "POST / HTTP/1.1\r\nHost: x\r\nContent-Type: multipart/form-data; boundary=x\r\nContent-Length: 500000";
  await client.write(new TextEncoder().encode(`${head}\r\n\r\n${FORM}`));
  await until(async () => (await filesBelow(folder)).length === 1);
  const buffer = new Uint8Array(1000);
  const length = await client.read(buffer) ?? 0;
  return Number(/^HTTP\/1\.1 (\d+)/.exec(new TextDecoder().decode(buffer.subarray(0, length)))?.[1]);
}

Deno.test("a file of which nothing more comes is refused, and what came of it is removed", async () => {
  await using folder = await temporaryFolder();
  assert.equal(await statusOfHalf(folder.path), 408);
  assert.deepEqual(await filesBelow(folder.path), []);
});
