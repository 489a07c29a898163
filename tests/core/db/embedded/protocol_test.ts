import assert from "node:assert/strict";
import { message, query, readText, readUint32, uint32s } from "../../../../src/core/db/embedded/wire_protocol.ts";
import { openPool } from "../../../../src/core/db/sql.ts";
import { embeddedTest, IDLE_LIMIT, until } from "./shared_database.ts";
import { errorCode, errorCodeOrType, firstColumn, parse, run, startupPacket, sync, WireClient } from "./wire_client.ts";

const VERSION_3_0 = 3 << 16;

embeddedTest("socket declines encryption and goes on", async (socket) => {
  for (const request of [80877103, 80877104]) {
    using client = await WireClient.connect(socket);
    await client.send(uint32s(8, request));
    assert.deepEqual(await client.receiveBytes(), new TextEncoder().encode("N"));
    await client.send(startupPacket(VERSION_3_0, { user: "postgres" }));
    assert.equal((await client.receiveUntil("Z")).at(-1)?.type, "Z");
  }
});

embeddedTest("socket closes on a request to cancel, as PostgreSQL does", async (socket) => {
  using client = await WireClient.connect(socket);
  await client.send(uint32s(16, 80877102, 1, 0));
  assert.equal(await client.receiveBytes(), undefined);
});

embeddedTest("socket reports UTC and the name of the application", async (socket) => {
  using client = await WireClient.connect(socket);
  await client.send(
    startupPacket(VERSION_3_0, { user: "postgres", TimeZone: "Asia/Tokyo", application_name: "panoramax" }),
  );
  const reported = Object.fromEntries(
    (await client.receiveUntil("Z")).filter(({ type }) => type === "S").map(({ body }) => {
      const name = readText(body, 0);
      return [name.text, readText(body, name.end + 1).text];
    }),
  );
  assert.equal(reported.TimeZone, "UTC");
  assert.equal(reported.application_name, "panoramax");
  assert.match(reported.server_version ?? "", /^18\./);
});

embeddedTest("socket offers protocol 3.0 to clients that want more", async (socket) => {
  using client = await WireClient.connect(socket);
  await client.send(startupPacket(VERSION_3_0 + 2, { user: "postgres", "_pq_.command_tag": "on" }));
  const [negotiation] = await client.receiveUntil("Z");
  assert.ok(negotiation);
  assert.equal(negotiation.type, "v");
  assert.equal(readUint32(negotiation.body, 0), 0);
  assert.equal(readText(negotiation.body, 8).text, "_pq_.command_tag");
});

embeddedTest("socket refuses other protocols and broken messages", async (socket) => {
  const cases: [Uint8Array, string][] = [
    [startupPacket(2 << 16, {}), "0A000"],
    [uint32s(20_000, VERSION_3_0), "54000"],
    [uint32s(3, VERSION_3_0), "08P01"],
  ];
  for (const [bytes, code] of cases) {
    using client = await WireClient.connect(socket);
    await client.send(bytes);
    assert.equal(errorCode((await client.receiveUntil("E")).at(-1)!), code);
    assert.equal(await client.receiveBytes(), undefined);
  }
  using client = await WireClient.start(socket);
  await client.send(Uint8Array.of(0x51, 0xff, 0xff, 0xff, 0xff));
  assert.equal(errorCode((await client.receiveUntil("E")).at(-1)!), "54000");
});

embeddedTest(
  "socket keeps prepared statements of the same name apart, and closes them with the connection",
  async (socket) => {
    using watcher = await WireClient.start(socket);
    {
      using one = await WireClient.start(socket);
      using other = await WireClient.start(socket);
      await one.send(parse("s1", "SELECT 'one'"), sync);
      await other.send(parse("s1", "SELECT 'other'"), sync);
      await one.receiveUntil("Z");
      await other.receiveUntil("Z");
      for (const [client, expected] of [[one, "one"], [other, "other"]] as const) {
        await client.send(run("s1"), sync);
        const answer = await client.receiveUntil("Z");
        assert.deepEqual(answer.filter(({ type }) => type === "D").map(firstColumn), [expected]);
      }
    }
    await until(async () => {
      await watcher.send(query("SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE '%''o%'"));
      return (await watcher.receiveUntil("Z")).some((received) =>
        received.type === "D" && firstColumn(received) === "0"
      );
    });
  },
);

embeddedTest("socket runs all that was sent before a client left", async (socket) => {
  using watcher = await WireClient.start(socket);
  await watcher.send(query("DROP TABLE IF EXISTS farewell; CREATE TABLE farewell (number integer)"));
  await watcher.receiveUntil("Z");
  {
    using client = await WireClient.start(socket);
    const inserts = Array.from({ length: 50 }, (_, i) => query(`INSERT INTO farewell VALUES (${i})`));
    await client.send(...inserts, query("BEGIN; INSERT INTO farewell VALUES (100)"), message(0x58));
  }
  await until(async () => {
    await watcher.send(query("SELECT count(*) FROM farewell"));
    return (await watcher.receiveUntil("Z")).some((received) =>
      received.type === "D" && firstColumn(received) === "50"
    );
  });
});

embeddedTest("socket fails a COPY that it cannot ask data for, and goes on", async (socket) => {
  using client = await WireClient.start(socket);
  await client.send(query("CREATE TEMPORARY TABLE copied (number integer)"));
  await client.receiveUntil("Z");
  await client.send(query("SELECT 1; COPY copied FROM STDIN"));
  const hidden = await client.receiveUntil("Z");
  assert.equal(errorCode(hidden.find(({ type }) => type === "E")!), "57014");
  await client.send(parse("", "COPY copied FROM STDIN"), run(""), sync);
  const extended = await client.receiveUntil("Z");
  assert.equal(errorCode(extended.find(({ type }) => type === "E")!), "57014");
  await client.send(query("SELECT 'alive'"));
  assert.ok(
    (await client.receiveUntil("Z")).some((received) => received.type === "D" && firstColumn(received) === "alive"),
  );
});

embeddedTest("socket holds back answers of a client that does not read, and serves others", async (socket) => {
  using slow = await WireClient.start(socket);
  const sql = openPool({ socket }, { max: 1 });
  try {
    await sql`CREATE TEMPORARY SEQUENCE IF NOT EXISTS steps`;
    const large = query("SELECT nextval('steps'), repeat('x', 1000) FROM generate_series(1, 2000)");
    await slow.send(...Array.from({ length: 50 }, () => large));
    const steps = async () =>
      Number((await sql<[Record<string, unknown>]>`SELECT last_value FROM steps`)[0].last_value);
    await until(async () => await steps() > 1);
    // A hundred megabytes were asked for; a few answers fill what may wait, and then nothing more is run.
    const held = await steps();
    for (let round = 0; round < 20; round++) assert.equal(await steps(), held);
    assert.ok(held <= 10 * 2000, `${held} rows`);

    for (let answers = 0; answers < 50; answers++) await slow.receiveUntil("Z");
    assert.equal(await steps(), 50 * 2000);
  } finally {
    await sql.end();
  }
});

embeddedTest("socket ends the transaction of a client that does not read when others wait", async (socket) => {
  using slow = await WireClient.start(socket);
  const sql = openPool({ socket }, { max: 1 });
  try {
    const large = query("SELECT repeat('x', 1000) FROM generate_series(1, 2000)");
    await slow.send(query("BEGIN"), ...Array.from({ length: 20 }, () => large));
    const started = performance.now();
    assert.equal((await sql<[Record<string, unknown>]>`SELECT 1 AS one`)[0].one, 1);
    assert.ok(performance.now() - started < 20 * IDLE_LIMIT);
    const types = new Set<string>();
    for (let answers = 0; answers < 21; answers++) {
      for (const received of await slow.receiveUntil("Z")) {
        if (received.type === "E") types.add(errorCode(received));
      }
    }
    assert.deepEqual([...types], ["25P03", "25P02"]);
  } finally {
    await sql.end();
  }
});

embeddedTest("socket closes a client that stops between messages that belong together", async (socket) => {
  using stopped = await WireClient.start(socket);
  const sql = openPool({ socket }, { max: 1 });
  try {
    await stopped.send(parse("", "SELECT 1"), message(0x48));
    await stopped.receiveUntil("1");
    assert.equal((await sql<[Record<string, unknown>]>`SELECT 1 AS one`)[0].one, 1);
    assert.equal(errorCode((await stopped.receiveUntil("E")).at(-1)!), "25P03");
  } finally {
    await sql.end();
  }
});

embeddedTest("socket tells that an answer is too large, and goes on", async (socket) => {
  const large = query("SELECT repeat('x', 1000000) FROM generate_series(1, 300)");
  using client = await WireClient.start(socket);
  await client.send(large, query("BEGIN"), large, query("COMMIT"), query("SELECT 1"));
  assert.deepEqual((await client.receiveUntil("Z")).map(errorCodeOrType), ["54000", "Z"]);
  assert.deepEqual((await client.receiveUntil("Z")).map(errorCodeOrType), ["C", "Z"]);
  assert.deepEqual((await client.receiveUntil("Z")).map(errorCodeOrType), ["54000", "Z"]);
  assert.deepEqual((await client.receiveUntil("Z")).map(errorCodeOrType), ["54000", "Z"], "the commit, too, fails");
  assert.deepEqual((await client.receiveUntil("Z")).map(errorCodeOrType), ["T", "D", "C", "Z"]);
});

embeddedTest("socket answers all before it lets a client go", async (socket) => {
  using client = await WireClient.start(socket);
  await client.send(query("SELECT 1"), query("SELECT 2"), message(0x58));
  assert.equal((await client.receiveUntil("the end")).filter(({ type }) => type === "D").length, 2);
});
