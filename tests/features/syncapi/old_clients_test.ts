/** The client that indi-allsky had before this one: no form, pieces of unknown number, and a question before the body. */
import assert from "node:assert/strict";
import { serverTest } from "../../support/server.ts";

serverTest("SyncAPI: a legacy client is refused without being kept waiting", async ({ url }) => {
  const { hostname, port } = new URL(url);
  using connection = await Deno.connect({ hostname, port: Number(port) });
  const head = [
    "PUT /indi-allsky/sync/v1/image HTTP/1.1",
    `Host: ${hostname}`,
    "Authorization: Bearer syncuser:0123456789abcdef",
    "Content-Type: application/octet-stream",
    "Transfer-Encoding: chunked",
    "Expect: 100-continue",
    "Connection: close",
  ];
  const send = (text: string) => connection.write(new TextEncoder().encode(text));
  const reader = connection.readable.pipeThrough(new TextDecoderStream()).getReader();
  await send(`${head.join("\r\n")}\r\n\r\n`);
  let answered = "";
  // RFC 9110 §10.1.1: it sends the body once it was told to go on, or gets the last answer at once.
  while (!answered.includes("\r\n\r\n")) answered += (await reader.read()).value ?? assert.fail("no answer");
  if (answered.startsWith("HTTP/1.1 100")) {
    await send("5\r\nimage\r\n0\r\n\r\n");
    for (let part = await reader.read(); !part.done; part = await reader.read()) answered += part.value;
  }
  assert.match(answered, /HTTP\/1\.1 400 [^]*"authentication failed"/);
});
