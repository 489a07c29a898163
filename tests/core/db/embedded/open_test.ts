import assert from "node:assert/strict";
import { createServer } from "node:net";
import { join } from "node:path";
import { tryExclusiveLock } from "../../../../src/core/db/embedded/exclusive_lock.ts";
import { writeRunningProcess } from "../../../../src/core/db/embedded/running_process.ts";
import { DataFolderInUseError, openEmbeddedDatabase } from "../../../../src/core/db/embedded/mod.ts";
import { databasePaths } from "../../../../src/core/db/embedded/paths.ts";
import { openPool } from "../../../../src/core/db/sql.ts";
import { Child, type Opened } from "./processes.ts";
import { until } from "./shared_database.ts";

async function inFolder(body: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "panoramax-test-" });
  try {
    await body(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("openEmbeddedDatabase() lets commands join a server and refuses a second server", () =>
  inFolder(async (folder) => {
    const server = await openEmbeddedDatabase({ folder, role: "server" });
    assert.ok(server.isOwner);
    assert.equal((await Deno.stat(server.socket)).mode! & 0o777, 0o600);
    assert.equal((await Deno.stat(join(server.socket, ".."))).mode! & 0o777, 0o700);
    const sql = openPool({ socket: server.socket }, { max: 1 });
    await sql`CREATE TABLE kept (number integer)`;
    await sql`INSERT INTO kept VALUES (1)`;

    await assert.rejects(openEmbeddedDatabase({ folder, role: "server" }), (error: Error) => {
      assert.ok(error instanceof DataFolderInUseError);
      assert.match(error.message, new RegExp(`in use by process ${Deno.pid} \\(a server\\)`));
      return true;
    });
    const command = await openEmbeddedDatabase({ folder, role: "command" });
    assert.deepEqual([command.isOwner, command.socket], [false, server.socket]);
    await command.close();

    const child = new Child(folder, "command", "hold");
    assert.equal((await child.next<Opened>())?.isOwner, false);
    await child.next();
    assert.equal((await sql`SELECT FROM written`).length, 1, "what the other process wrote");
    await child.release();
    assert.equal(await child.ended(), 0);
    assert.equal((await sql`SELECT FROM kept`).length, 1);
    await sql.end();
    await server.close();

    const again = await openEmbeddedDatabase({ folder, role: "command" });
    assert.ok(again.isOwner, "a command runs the database by itself when nobody does");
    const sqlAgain = openPool({ socket: again.socket }, { max: 1 });
    assert.equal((await sqlAgain`SELECT FROM kept`).length, 1);
    await sqlAgain.end();
    await again.close();
  }));

async function isOpen(socket: string): Promise<boolean> {
  try {
    (await Deno.connect({ transport: "unix", path: socket })).close();
    return true;
  } catch {
    return false;
  }
}

Deno.test("openEmbeddedDatabase() of a command that runs the database waits for those who joined", () =>
  inFolder(async (folder) => {
    const owner = await openEmbeddedDatabase({ folder, role: "command" });
    const joined = new Child(folder, "command", "hold");
    assert.equal((await joined.next<Opened>())?.isOwner, false);
    await joined.next();
    let isClosed = false;
    const closing = owner.close().then(() => isClosed = true);
    // No new clients any more, while the one that is there stays.
    await until(async () => !await isOpen(owner.socket));
    assert.equal(isClosed, false);
    await joined.release();
    assert.equal(await joined.ended(), 0);
    await closing;
  }));

Deno.test("openEmbeddedDatabase() waits for a server that is just starting", () =>
  inFolder(async (folder) => {
    const paths = databasePaths(folder);
    const lock = await tryExclusiveLock(paths.lock);
    assert.ok(lock);
    const socket = join(folder, "socket");
    // What a process left that was killed.
    await writeRunningProcess(paths.runningProcess, { pid: 1, role: "server", socket });
    const joining = openEmbeddedDatabase({ folder, role: "command" });
    const server = createServer((client) => client.end());
    await new Promise<void>((resolve) => server.listen(socket, resolve));
    const joined = await joining;
    assert.deepEqual([joined.socket, joined.isOwner], [socket, false]);
    await new Promise((resolve) => server.close(resolve));
    lock.release();
  }));

Deno.test("openEmbeddedDatabase() finds another place for its socket when the path is too long", () =>
  inFolder(async (parent) => {
    const folder = join(parent, "a".repeat(60), "b".repeat(60));
    const server = await openEmbeddedDatabase({ folder, role: "server" });
    assert.ok(!server.socket.startsWith(parent));
    assert.equal((await Deno.stat(join(server.socket, ".."))).mode! & 0o777, 0o700);
    const command = await openEmbeddedDatabase({ folder, role: "command" });
    assert.equal(command.socket, server.socket);
    const sql = openPool({ socket: command.socket }, { max: 1 });
    assert.equal((await sql<[Record<string, unknown>]>`SELECT 1 AS one`)[0].one, 1);
    await sql.end();
    await server.close();
    await assert.rejects(Deno.stat(join(server.socket, "..")), Deno.errors.NotFound);
  }));
