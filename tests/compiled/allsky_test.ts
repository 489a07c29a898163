/**
 * What the SyncAPI needs of the runtime inside the compiled binary: signatures by SHA3, and bodies of GET. `PANORAMAX_BINARY`
 * names the binary; without it nothing is tested here.
 */
import assert from "node:assert/strict";
import { copyFile } from "node:fs/promises";
import { resolve } from "node:path";
import { sign, slotOf } from "../../src/features/syncapi/sync/signature.ts";
import { capture } from "../support/present.ts";
import { runProgram, serveProgram } from "../support/program.ts";
import { answer } from "../support/server.ts";
import { makeSky } from "../support/skies.ts";
import { temporaryFolder } from "../support/temporary_folder.ts";
import { bytesOf, CAMERA, CREATED, imageMetadata, SyncClient } from "../features/syncapi/client.ts";

const BINARY = Deno.env.get("PANORAMAX_BINARY");

/** Asks by GET with a form, as scripts for indi-allsky do and fetch() refuses to; the parsed answer. */
async function getWithForm({ url, username, key }: SyncClient, kind: string, metadata: object) {
  const { hostname, port } = new URL(url);
  using connection = await Deno.connect({ hostname, port: Number(port) });
  const json = JSON.stringify(metadata);
  const part = `Content-Disposition: form-data; name="metadata"; filename="metadata.json"`;
  const form = `--boundary\r\n${part}\r\n\r\n${json}\r\n--boundary--\r\n`;
  const head = [
    `GET /sync/v1/${kind} HTTP/1.1`,
    `Host: ${hostname}`,
    "Connection: close",
    `Authorization: Bearer ${username}:${sign(key, slotOf(Date.now()), new TextEncoder().encode(json))}`,
    "Content-Type: multipart/form-data; boundary=boundary",
    `Content-Length: ${form.length}`,
  ];
  const request = new TextEncoder().encode(`${head.join("\r\n")}\r\n\r\n${form}`);
  const sent = new Blob([request]).stream().pipeTo(connection.writable, { preventClose: true });
  const text = await new Response(connection.readable).text();
  await sent;
  return JSON.parse(text.slice(text.indexOf("\r\n\r\n")));
}

Deno.test({
  name: BINARY
    ? "the binary takes what an all-sky camera sends"
    : "the binary and all-sky cameras (no PANORAMAX_BINARY)",
  ignore: !BINARY,
  async fn() {
    await using folder = await temporaryFolder();
    await copyFile(resolve(BINARY!), `${folder.path}/panoramax`);
    const program = [`${folder.path}/panoramax`] as const, place = { folder: folder.path };
    await using server = await serveProgram(program, place);
    const { stdout } = await runProgram(program, ["user", "syncuser", "--create", "--generate-api-key"], place);
    const client = new SyncClient(server.url, "syncuser", capture(/API key: (\w+)/, stdout));
    await answer(client.camera());
    const stored = await answer(client.send("PUT", "image", imageMetadata(), { media: bytesOf("an image") }));
    assert.equal(await (await fetch(`${server.url}/${stored.url}`)).text(), "an image");
    assert.deepEqual(await getWithForm(client, "image", { id: stored.id, camera_uuid: CAMERA }), stored);
    for (const progress of [0.3, 0.31]) {
      const metadata = imageMetadata({ createDate: CREATED + 1000 * progress });
      await answer(client.send("PUT", "image", metadata, { media: await makeSky(progress, 100) }));
    }
    const timelapse = ["allsky", "timelapse", "1", "2024-01-31"];
    const made = await runProgram(program, timelapse, place);
    assert.match(
      made.stdout,
      /^Made a timelapse of 2 images, 100 × 100, .* MB; 1 image could not be read\n$/,
      made.stderr,
    );
    await answer(client.send("PUT", "image", imageMetadata(), { key: "0".repeat(64), media: bytesOf("x") }), 400);
  },
});
