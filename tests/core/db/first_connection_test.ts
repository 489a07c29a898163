/** What is found out of a native database before a server starts on it. */
import assert from "node:assert/strict";
import { connect, createServer, type Server } from "node:net";
import { once } from "node:events";
import { connectFirst, DatabaseConnectionError } from "../../../src/core/db/first_connection.ts";
import { openPool, type Sql } from "../../../src/core/db/sql.ts";

const SERVER = Deno.env.get("TEST_DB_URL");

function nativeTest(name: string, body: (server: URL) => Promise<void>): void {
  Deno.test({ name, ignore: !SERVER, fn: () => body(new URL(SERVER!)) });
}

async function withPool(url: URL, body: (sql: Sql) => Promise<void>): Promise<void> {
  const sql = openPool({ url: url.href }, { max: 1 });
  try {
    await body(sql);
  } finally {
    await sql.end({ timeout: 1 });
  }
}

/** Listens on a free port of this machine; `at` is the URL of the database through it. */
async function listening(pooler: Server, database: URL): Promise<URL> {
  await once(pooler.listen(0, "127.0.0.1"), "listening");
  const address = pooler.address();
  assert.ok(address && typeof address === "object");
  const at = new URL(database);
  at.host = `127.0.0.1:${address.port}`;
  return at;
}

/** Message of the start-up protocol (PostgreSQL documentation, 55.7) with the parameters that every pooler passes on. */
function withoutParameters(startup: Uint8Array): Uint8Array {
  const texts = new TextDecoder().decode(startup.subarray(8)).split("\0");
  const kept = texts.flatMap((name, index) =>
    index % 2 === 0 && ["user", "database"].includes(name) ? [`${name}\0${texts[index + 1]}\0`] : []
  );
  const body = new TextEncoder().encode(kept.join("") + "\0");
  const message = new Uint8Array(8 + body.length);
  new DataView(message.buffer).setInt32(0, message.length);
  message.set(startup.subarray(4, 8), 4);
  message.set(body, 8);
  return message;
}

nativeTest("a pooler that refuses the parameters of a session is named", async (database) => {
  const text = "SFATAL\0C08P01\0Munsupported startup parameter: jit\0\0";
  const refusal = new Uint8Array([69, 0, 0, 0, text.length + 4, ...new TextEncoder().encode(text)]);
  const pooler = createServer((client) => client.once("data", () => client.end(refusal)));
  try {
    const through = await listening(pooler, database);
    await withPool(through, async (sql) => {
      await assert.rejects(connectFirst(sql, 1), (error) => {
        assert.ok(error instanceof DatabaseConnectionError);
        assert.match(error.message, /connection pooler such as PgBouncer.*DB_MAX_CNX/);
        return true;
      });
    });
  } finally {
    pooler.close();
  }
});

nativeTest("a pooler that drops the parameters of a session is named", async (database) => {
  const pooler = createServer((client) => {
    const server = connect(Number(database.port || 5432), database.hostname);
    client.once("data", (startup) => {
      assert.ok(typeof startup !== "string");
      server.write(withoutParameters(startup));
      client.pipe(server).pipe(client);
    });
    for (const socket of [client, server]) socket.on("error", () => {});
  });
  try {
    const through = await listening(pooler, database);
    await withPool(through, (sql) => assert.rejects(connectFirst(sql, 1), /connection pooler such as PgBouncer/));
  } finally {
    pooler.close();
  }
});

nativeTest("a role that may open fewer connections than the pool stops the start", async (database) => {
  const role = `panoramax_test_${crypto.randomUUID().slice(0, 8)}`;
  await withPool(database, async (admin) => {
    await admin`CREATE ROLE ${admin(role)} LOGIN PASSWORD 'secret' CONNECTION LIMIT 4`;
    try {
      const asRole = new URL(database);
      asRole.username = role;
      asRole.password = "secret";
      await withPool(asRole, async (sql) => {
        await connectFirst(sql, 4);
        await assert.rejects(
          connectFirst(sql, 12),
          new RegExp(`may open 12 connections, but the role ${role} allows 4. Lower DB_MAX_CNX by 8`),
        );
      });
    } finally {
      await admin`DROP ROLE ${admin(role)}`;
    }
  });
});
