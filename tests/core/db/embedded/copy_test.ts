import assert from "node:assert/strict";
import { pipeline } from "node:stream/promises";
import { Readable } from "node:stream";
import { message, query } from "../../../../src/core/db/embedded/wire_protocol.ts";
import { embeddedTest, poolTest } from "./shared_database.ts";
import { errorCodeOrType, firstColumn, WireClient } from "./wire_client.ts";

function lines(count: number): Readable {
  return Readable.from(Array.from({ length: count }, (_, i) => `copied\t${i}\n`));
}

poolTest("openEmbeddedDatabase() copies from and to a client", 3, async (sql) => {
  await pipeline(lines(20_000), await sql`COPY t (tag, number) FROM STDIN`.writable());
  const [{ count, sum }] = await sql<
    [{ count: string; sum: string }]
  >`SELECT count(*) AS count, sum(number) AS sum FROM t WHERE tag = 'copied'`;
  assert.deepEqual({ count, sum }, { count: 20_000, sum: 199_990_000 });

  let copied = "";
  for await (const bytes of await sql`COPY (SELECT number FROM t ORDER BY number) TO STDOUT`.readable()) {
    copied += bytes;
  }
  assert.equal(copied, Array.from({ length: 20_000 }, (_, i) => `${i}\n`).join(""));
});

poolTest("openEmbeddedDatabase() copies inside a transaction, which can be rolled back", 2, async (sql) => {
  const rolledBack = sql.begin(async (tx) => {
    await tx`INSERT INTO t VALUES ('before', -1)`;
    await pipeline(lines(100), await tx`COPY t (tag, number) FROM STDIN`.writable());
    assert.equal((await tx`SELECT FROM t`).length, 101);
    throw new Error("taken back");
  });
  await assert.rejects(rolledBack, /taken back/);
  assert.equal((await sql`SELECT FROM t`).length, 0);
});

// Message by message: after such an error postgres.js waits for ever, whatever the database.
embeddedTest("socket tells what is wrong with copied data, and keeps none of it", async (socket) => {
  using client = await WireClient.start(socket);
  await client.send(query("CREATE TEMPORARY TABLE copied (number integer)"));
  await client.receiveUntil("Z");
  const copyData = (text: string) => message(0x64, new TextEncoder().encode(text));
  const copyDone = message(0x63);

  await client.send(query("COPY copied FROM STDIN"));
  assert.deepEqual((await client.receiveUntil("G")).map(({ type }) => type), ["G"]);
  await client.send(copyData("1\nwrong\n"), copyDone);
  assert.deepEqual((await client.receiveUntil("Z")).map(errorCodeOrType), ["22P02", "Z"]);

  await client.send(
    query("COPY copied FROM STDIN"),
    copyData("1\n2\n"),
    copyDone,
    query("SELECT sum(number) FROM copied"),
  );
  assert.deepEqual((await client.receiveUntil("Z")).map(errorCodeOrType), ["G", "C", "Z"]);
  assert.equal(firstColumn((await client.receiveUntil("Z")).find(({ type }) => type === "D")!), "3");
});
