/** What a backup promises: it ends, it is what it says, and it is never mixed with what is there. */
import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { type AddressInfo, connect, createServer, type NetConnectOpts, type Socket } from "node:net";
import { createBackup, restoreBackup, StalledError, verifyBackup } from "../../src/backup/mod.ts";
import { listMigrations } from "../../src/backup/queries.ts";
import { openPool, type Sql, type Target } from "../../src/core/db/sql.ts";
import { isDatabaseEmpty, migrate, rollback } from "../../src/core/db/migrate/mod.ts";
import { hdPath, openStores, type Stores } from "../../src/core/storage/mod.ts";
import { databaseTest } from "../support/databases.ts";
import { forgetRows, saveRows } from "../support/rows.ts";
import { temporaryFolder } from "../support/temporary_folder.ts";
import { within } from "../support/within.ts";

const settings = {
  FLASK_SECRET_KEY: "the secret key of a test, which is long",
  DB_URL: undefined,
  PANORAMAX_DATA: "/nowhere",
};

async function storesIn(folder: string): Promise<Stores> {
  const urls = { tmp: `${folder}/tmp`, permanent: `${folder}/permanent`, derivates: `${folder}/derivates` };
  return await openStores(urls);
}

/** Fills the tables without the program: only their rows matter. @returns ids of the pictures */
async function addPictures(sql: Sql, stores: Stores, count: number, titleLength = 10): Promise<string[]> {
  const [account] = await sql<{ id: string }[]>`SELECT id FROM accounts LIMIT 1`;
  const [sequence] = await sql<{ id: string }[]>`
    INSERT INTO sequences (account_id, metadata) VALUES (${account!.id}, ${
    sql.json({ title: "x".repeat(titleLength) })
  })
    RETURNING id`;
  assert.ok(sequence);
  const pictures = await sql<{ id: string }[]>`
    INSERT INTO pictures (account_id, ts, geom, metadata)
    SELECT ${account!.id}, now(), ST_SetSRID(ST_Point(2, 48), 4326), ${sql.json({ make: "y".repeat(100) })}
    FROM generate_series(1, ${count}) RETURNING id`;
  for (const { id } of pictures.slice(0, 3)) {
    await using upload = await stores.permanent.createUpload();
    await upload.write(new TextEncoder().encode(`the picture ${id}`));
    await upload.commit(hdPath(id));
  }
  return pictures.map(({ id }) => id);
}

/** All rows, as text, by table. */
async function contentOf(sql: Sql): Promise<Record<string, unknown>> {
  const content: Record<string, unknown> = {};
  for (const table of ["accounts", "sequences", "pictures", "tokens", "job_queue"]) {
    content[table] = (await sql`SELECT t::text AS row FROM ${sql(table)} t ORDER BY 1`).map(({ row }) => row);
  }
  return content;
}

databaseTest("a backup of long and of many rows ends, and restores the same", async (sql) => {
  await using folder = await temporaryFolder();
  const path = `${folder.path}/backup.tar`;
  const stores = await storesIn(folder.path);
  const [first] = await addPictures(sql, stores, 700, 97_000);
  const before = await contentOf(sql);
  const made = await within(50, "backup", () => createBackup({ sql, stores, settings, path }));
  assert.deepEqual(made.end, { pictures: 3, media: 0, missing: 697 });
  assert.equal(made.manifest.tables.find(({ name }) => name === "pictures")!.rows, 700);

  await removeSchema(sql);
  try {
    const empty = await storesIn(`${folder.path}/new`);
    const restored = await within(50, "restoration", () => restoreBackup({ sql, stores: empty, settings, path }));
    assert.deepEqual(restored, made);
    assert.deepEqual(await contentOf(sql), before);
    const bytes = await empty.permanent.read(hdPath(first!));
    assert.equal(new TextDecoder().decode(bytes), `the picture ${first}`);
  } finally {
    await renewSchema(sql);
  }
});

databaseTest("a restored instance takes the backup for one that was made, and waits for no other", async (sql) => {
  await using folder = await temporaryFolder();
  const path = `${folder.path}/backup.tar`;
  await sql`INSERT INTO backup_runs (path) VALUES (${`/where/it/was/made/backup.tar`})`;
  await createBackup({ sql, stores: await storesIn(folder.path), settings, path });
  const restoreAs = async (path: string) => {
    await removeSchema(sql);
    await restoreBackup({ sql, stores: await storesIn(`${folder.path}/new`), settings, path });
    return [
      ...await sql`SELECT path, finished_at >= started_at AS is_finished, error, nb_files FROM backup_runs`,
    ];
  };
  try {
    const run = { path: "/where/it/was/made/backup.tar", is_finished: true, error: null, nb_files: 0 };
    assert.deepEqual(await restoreAs(path), [run]);
    await Deno.rename(path, `${folder.path}/another.tar`);
    assert.deepEqual(await restoreAs(`${folder.path}/another.tar`), [], "made by a command while a server made one");
  } finally {
    await renewSchema(sql);
  }
});

databaseTest("a backup of an older version is restored, and brought to this one", async (sql) => {
  await using folder = await temporaryFolder();
  const migrations = await listMigrations(sql), path = `${folder.path}/backup.tar`;
  const placesOf = async () => [
    ...await sql`
      SELECT id, ST_AsText(geom) AS geom, ST_AsText(ST_Transform(geom, 3857), 0) AS tile FROM pictures ORDER BY id`,
  ];
  await forgetRows(sql);
  try {
    for (const count of [1, 12]) {
      const stores = await storesIn(`${folder.path}/${count}`);
      for (let left = count; left > 0; left--) await rollback(sql);
      await addPictures(sql, stores, 4);
      const before = await placesOf();
      const { manifest } = await createBackup({ sql, stores, settings, path });
      assert.deepEqual(manifest.migrations, migrations.slice(0, -count));
      await rollback(sql, { all: true });
      await restoreBackup({ sql, stores: await storesIn(`${folder.path}/${count}/new`), settings, path });
      assert.deepEqual(await listMigrations(sql), migrations);
      assert.deepEqual(await placesOf(), before);
      await Deno.remove(path);
      await rollback(sql, { all: true });
      await migrate(sql);
    }
  } finally {
    await renewSchema(sql);
  }
});

databaseTest("a restoration says when the instance has another secret key than the backup", async (sql) => {
  await using folder = await temporaryFolder();
  const path = `${folder.path}/backup.tar`;
  const own = (name: string) => ({
    FLASK_SECRET_KEY: undefined,
    DB_URL: undefined,
    PANORAMAX_DATA: `${folder.path}/${name}`,
  });
  for (const [name, key] of [["made", "one key\n"], ["other", "another key\n"]] as const) {
    await Deno.mkdir(`${folder.path}/${name}`);
    await Deno.writeTextFile(`${folder.path}/${name}/secret_key`, key);
  }
  await Deno.mkdir(`${folder.path}/new`);
  const stores = await storesIn(folder.path);
  await createBackup({ sql, stores, settings: own("made"), path });
  const restoreWith = async (settings: Parameters<typeof restoreBackup>[0]["settings"]) => {
    await removeSchema(sql);
    let hasOtherKey = false;
    await restoreBackup({ sql, stores, settings, path, onOtherKey: () => hasOtherKey = true });
    return hasOtherKey;
  };
  try {
    const given = { ...own("new"), DB_URL: "postgres://elsewhere" };
    assert.equal(await restoreWith({ ...given, FLASK_SECRET_KEY: "another key" }), true);
    assert.equal(await restoreWith(own("other")), true);
    assert.equal(await Deno.readTextFile(`${folder.path}/other/secret_key`), "another key\n", "it stays");
    assert.equal(await restoreWith(own("new")), false);
    assert.equal(await Deno.readTextFile(`${folder.path}/new/secret_key`), "one key\n");
  } finally {
    await renewSchema(sql);
  }
});

databaseTest("a backup that was changed by a single byte, or cut, is not restored at all", async (sql) => {
  await using folder = await temporaryFolder();
  const path = `${folder.path}/backup.tar`;
  const stores = await storesIn(folder.path);
  const [first] = await addPictures(sql, stores, 20);
  await createBackup({ sql, stores, settings, path });
  const bytes = await Deno.readFile(path);
  const rot = `${folder.path}/rot.tar`;
  const content = Buffer.from(bytes.buffer);
  const places = {
    "a row": content.indexOf("y".repeat(100)) + 50,
    "a picture": content.indexOf(`the picture ${first}`) + 5,
    "a checksum": content.indexOf(/[0-9a-f]{64} {2}backup\.json/.exec(content.toString("latin1"))![0]) + 3,
    "a picture's name": content.indexOf(`permanent${hdPath(first!)}`) + 50,
  };
  for (const [what, place] of Object.entries(places)) {
    const damaged = bytes.slice();
    damaged[place]! ^= 1;
    await Deno.writeFile(rot, damaged);
    await assert.rejects(verifyBackup(rot), { name: "BackupError" }, what);
  }
  for (const length of [0, 100, 512, Math.floor(bytes.length / 2), content.indexOf("end.json") - 10]) {
    await Deno.writeFile(rot, bytes.subarray(0, length));
    await assert.rejects(verifyBackup(rot), { name: "BackupError" }, `cut at ${length}`);
  }

  const damaged = bytes.slice();
  damaged[places["a picture"]]! ^= 1;
  await Deno.writeFile(rot, damaged);
  await removeSchema(sql);
  try {
    const empty = await storesIn(`${folder.path}/new`);
    await assert.rejects(restoreBackup({ sql, stores: empty, settings, path: rot }), /does not match its checksums/);
    for await (const file of empty.permanent.walk()) assert.fail(`${file.path} was restored`);
  } finally {
    await renewSchema(sql);
  }
});

databaseTest("a backup is not mixed with other files of the same name, but with the same files", async (sql) => {
  await using folder = await temporaryFolder();
  const path = `${folder.path}/backup.tar`;
  const stores = await storesIn(folder.path);
  const [first, second] = await addPictures(sql, stores, 3);
  await createBackup({ sql, stores, settings, path });
  await removeSchema(sql);
  try {
    const used = await storesIn(`${folder.path}/used`);
    await used.permanent.write(hdPath(first!), new TextEncoder().encode(`the picture ${first}`));
    await used.permanent.write(hdPath(second!), new TextEncoder().encode("another one"));
    const refused = restoreBackup({ sql, stores: used, settings, path });
    await assert.rejects(refused, { name: "BackupError", message: /already has another file/ });
    await used.permanent.remove(hdPath(second!));
    await restoreBackup({ sql, stores: used, settings, path });
  } finally {
    await renewSchema(sql);
  }
});

databaseTest("files that a backup does not have are refused before anything is written, or stay", async (sql) => {
  await using folder = await temporaryFolder();
  const path = `${folder.path}/backup.tar`;
  const stores = await storesIn(folder.path);
  const [first] = await addPictures(sql, stores, 3);
  await createBackup({ sql, stores, settings, path });
  await removeSchema(sql);
  try {
    for (const store of ["permanent", "tmp"] as const) {
      const used = await storesIn(`${folder.path}/used-${store}`);
      const other = hdPath(crypto.randomUUID());
      await used[store].write(other, new TextEncoder().encode("of somebody else"));
      await assert.rejects(restoreBackup({ sql, stores: used, settings, path }), {
        name: "BackupError",
        message: new RegExp(`^1 file.* such as ${store}${other}\\. .*--keep-other-files`),
      });
      assert.equal(await used.permanent.exists(hdPath(first!)), false, "nothing was written");
      assert.ok(await isDatabaseEmpty(sql));
      if (store === "tmp") continue;
      await restoreBackup({ sql, stores: used, settings, path, mayKeepOthers: true });
      assert.equal(new TextDecoder().decode(await used[store].read(other)), "of somebody else");
      assert.ok(await used.permanent.exists(hdPath(first!)));
      await removeSchema(sql);
    }
  } finally {
    await renewSchema(sql);
  }
});

databaseTest("a file that differs is found before anything is written, even if others may stay", async (sql) => {
  await using folder = await temporaryFolder();
  const path = `${folder.path}/backup.tar`;
  const stores = await storesIn(folder.path);
  const ids = (await addPictures(sql, stores, 3)).slice(0, 3);
  await createBackup({ sql, stores, settings, path });
  await removeSchema(sql);
  try {
    for (const [index, id] of ids.entries()) {
      const used = await storesIn(`${folder.path}/used-${index}`);
      await used.permanent.write(hdPath(id), new TextEncoder().encode("another one"));
      await assert.rejects(restoreBackup({ sql, stores: used, settings, path, mayKeepOthers: true }), {
        name: "BackupError",
        message: /already has another file/,
      });
      const files = await Array.fromAsync(used.permanent.walk(), (file) => file.path);
      assert.deepEqual(files, [hdPath(id)], "nothing was written");
    }
  } finally {
    await renewSchema(sql);
  }
});

databaseTest("a database that stops answering ends the backup, and nothing is left", async (sql, { target }) => {
  await using folder = await temporaryFolder();
  const stores = await storesIn(folder.path);
  await addPictures(sql, stores, 3000);
  await using proxy = await stallingProxy(target);
  const slow = openPool(proxy.target, { max: 1 });
  try {
    proxy.stallAfter(300_000);
    const path = `${folder.path}/backup.tar`;
    const stalled = createBackup({ sql: slow, stores, settings, path, stallLimit: 1 });
    await within(50, "the error", () => assert.rejects(stalled, StalledError));
    const left = Array.from(Deno.readDirSync(folder.path), ({ name }) => name).sort();
    assert.deepEqual(left, ["derivates", "permanent", "tmp"]);
  } finally {
    await slow.end({ timeout: 0 });
  }
});

databaseTest("what a killed backup left goes with the next one; what runs meanwhile stays", async (sql) => {
  await using folder = await temporaryFolder();
  const stores = await storesIn(folder.path);
  const draft = `${folder.path}/.panoramax-backup-abcdef`;
  await Deno.mkdir(draft);
  await Deno.writeTextFile(`${draft}/lock`, "");
  await Deno.writeTextFile(`${draft}/pictures`, "rows");
  await createBackup({ sql, stores, settings, path: `${folder.path}/backup.tar` });
  const left = Array.from(Deno.readDirSync(folder.path), ({ name }) => name).sort();
  assert.deepEqual(left, ["backup.tar", "derivates", "permanent", "tmp"]);
});

databaseTest("a backup that is asked to stop leaves nothing", async (sql) => {
  await using folder = await temporaryFolder();
  const stores = await storesIn(folder.path);
  await addPictures(sql, stores, 10);
  const stopping = new AbortController();
  const onStep = () => stopping.abort(new Error("Interrupted"));
  const path = `${folder.path}/backup.tar`;
  const stopped = createBackup({ sql, stores, settings, path, onStep, signal: stopping.signal });
  await assert.rejects(stopped, /Interrupted/);
  const left = Array.from(Deno.readDirSync(folder.path), ({ name }) => name).sort();
  assert.deepEqual(left, ["derivates", "permanent", "tmp"]);
});

/** Passes bytes on to a database, until it is told to pass no more. */
async function stallingProxy(target: Target) {
  let allowance = Infinity;
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const upstream = connect(addressOf(target));
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on("error", () => {});
    }
    client.on("data", (bytes: Uint8Array) => upstream.write(bytes));
    upstream.on("data", (bytes: Uint8Array) => {
      allowance -= bytes.length;
      if (allowance >= 0) client.write(bytes);
    });
    client.on("close", () => upstream.destroy());
  });
  const folder = await temporaryFolder();
  const socket = `${folder.path}/socket`;
  const isSocket = "socket" in target;
  await new Promise<void>((resolve) =>
    isSocket ? server.listen(socket, resolve) : server.listen(0, "127.0.0.1", resolve)
  );
  const url = isSocket ? undefined : new URL(target.url);
  if (url) url.host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    target: url ? { url: url.href } : { socket },
    stallAfter: (bytes: number) => allowance = bytes,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
      await folder[Symbol.asyncDispose]();
    },
  };
}

function addressOf(target: Target): NetConnectOpts {
  if ("socket" in target) return { path: target.socket };
  const { hostname, port } = new URL(target.url);
  return { host: hostname, port: Number(port) };
}

/** Makes the database empty, and whole again for the tests that follow. */
async function removeSchema(sql: Sql): Promise<void> {
  await forgetRows(sql);
  await rollback(sql, { all: true });
}

async function renewSchema(sql: Sql): Promise<void> {
  await rollback(sql, { all: true });
  await migrate(sql);
  await saveRows(sql);
}
