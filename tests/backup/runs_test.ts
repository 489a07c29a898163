/** Backups that a server makes, when an administrator asks or by its schedule. */
import assert from "node:assert/strict";
import { backupTask, verifyBackup } from "../../src/backup/mod.ts";
import type { Store } from "../../src/core/storage/mod.ts";
import { beginBackup } from "../../src/backup/runs/run.ts";
import { makePicture, walk } from "../support/pictures.ts";
import { answer, filesBelow, serverTest, type TestServer } from "../support/server.ts";
import { temporaryFolder } from "../support/temporary_folder.ts";
import { until } from "../support/until.ts";
import { createUploadSet, sendFile } from "../support/uploads.ts";

const NEVER = new AbortController().signal;

function backups({ url, defaultAccount: headers }: TestServer) {
  return answer(fetch(`${url}/api/admin/backups`, { headers }));
}

serverTest("a backup that was asked for is made, verified, listed, and replaces the oldest", async (server) => {
  await using folder = await temporaryFolder();
  const { services } = server.backend;
  services.settings.BACKUP_FOLDER = `${folder.path}/new/folder`;
  services.settings.BACKUP_KEEP = 2;
  const set = await createUploadSet(server);
  for (const [index, options] of walk(3).entries()) {
    await answer(sendFile(server, set, { name: `${index}.jpg`, bytes: await makePicture(options) }), 202);
  }
  const post = (headers: Record<string, string>) =>
    fetch(`${server.url}/api/admin/backups`, { method: "POST", headers });
  const { id } = await answer(post(server.defaultAccount), 202);
  await until(async () => (await backups(server)).runs[0].state === "done");
  const { runs: [run], next_at } = await backups(server);
  assert.deepEqual([run.id, run.nb_files, run.nb_expected, run.error], [id, 3, 3, null]);
  assert.equal((await Deno.stat(run.path)).size, run.bytes);
  assert.equal((await verifyBackup(run.path)).end.pictures, 3);
  assert.match(next_at, /T01:30:00/);

  await Deno.writeTextFile(`${folder.path}/new/folder/panoramax-of-mine.tar`, "");
  for (const day of ["2031-01-01", "2031-01-02", "2031-01-03"]) {
    await (await beginBackup(services, server.sql, { now: new Date(`${day}T00:00:00Z`) })).finish(NEVER);
  }
  assert.deepEqual(await filesBelow(`${folder.path}/new/folder`), [
    "panoramax-2031-01-02T00-00-00Z.tar",
    "panoramax-2031-01-03T00-00-00Z.tar",
    "panoramax-of-mine.tar",
  ]);
}, { PICTURE_PROCESS_THREADS_LIMIT: "0" });

serverTest("one backup is made at a time, and one whose process died keeps nobody waiting", async (server) => {
  await using folder = await temporaryFolder();
  const { services } = server.backend;
  services.settings.BACKUP_FOLDER = folder.path;
  const headers = server.defaultAccount;
  await beginBackup(services, server.sql);
  await answer(fetch(`${server.url}/api/admin/backups`, { method: "POST", headers }), 409);
  await server.sql`UPDATE backup_runs SET alive_at = now() - interval '3 minutes'`;
  await answer(fetch(`${server.url}/api/admin/backups`, { method: "POST", headers }), 202);
  await until(async () => (await backups(server)).runs[0].state === "done");
  const { runs } = await backups(server);
  assert.deepEqual(runs.map(({ state }: { state: string }) => state), ["done", "failed"]);
  assert.match(runs[1].error, /process ended/);
});

serverTest("a backup of this process goes on, however late its signs of life come", async (server) => {
  await using folder = await temporaryFolder();
  const { services } = server.backend;
  services.settings.BACKUP_FOLDER = folder.path;
  const set = await createUploadSet(server);
  const bytes = await makePicture(walk(1)[0]!);
  await answer(sendFile(server, set, { name: "1.jpg", bytes }), 202);
  const reached = Promise.withResolvers<void>(), goOn = Promise.withResolvers<void>();
  const slow = (store: Store): Store =>
    new Proxy(store, {
      get(target, name) {
        const value = Reflect.get(target, name);
        if (typeof value !== "function") return value;
        return async (...parameters: unknown[]) => {
          if (name === "open") {
            reached.resolve();
            await goOn.promise;
          }
          return await value.apply(target, parameters);
        };
      },
    });
  const { tmp, permanent } = services.stores;
  const stores = { ...services.stores, tmp: slow(tmp), permanent: slow(permanent) };
  const { id, finish } = await beginBackup({ ...services, stores }, server.sql);
  const finished = finish(NEVER);
  await reached.promise;
  await server.sql`UPDATE backup_runs SET alive_at = now() - interval '3 minutes'`;
  const headers = server.defaultAccount;
  await answer(fetch(`${server.url}/api/admin/backups`, { method: "POST", headers }), 409);
  goOn.resolve();
  await finished;
  const { runs } = await backups(server);
  assert.deepEqual(runs.map(({ id, state }: { id: string; state: string }) => [id, state]), [[id, "done"]]);
}, { PICTURE_PROCESS_THREADS_LIMIT: "0" });

serverTest("a backup that cannot be made says why, and leaves nothing behind", async (server) => {
  await using folder = await temporaryFolder();
  const { services } = server.backend;
  await Deno.writeTextFile(`${folder.path}/file`, "");
  services.settings.BACKUP_FOLDER = `${folder.path}/file`;
  await (await beginBackup(services, server.sql)).finish(NEVER);
  services.settings.BACKUP_FOLDER = folder.path;
  const stopped = AbortSignal.abort(new Error("The process ended"));
  await (await beginBackup(services, server.sql)).finish(stopped);
  const { runs } = await backups(server);
  assert.deepEqual(runs.map(({ state }: { state: string }) => state), ["failed", "failed"]);
  assert.match(runs[0].error, /The process ended/);
  assert.ok(runs[1].error.length > 0);
  assert.deepEqual(await filesBelow(folder.path), ["file"]);
});

serverTest("backups are made by the schedule, once", async (server) => {
  await using folder = await temporaryFolder();
  const { services } = server.backend;
  services.settings.BACKUP_FOLDER = folder.path;
  const count = async () => (await server.sql`SELECT FROM backup_runs`).length;
  await backupTask.run(services, NEVER);
  assert.equal(await count(), 0, "it is not time");
  const note = (ago: string) =>
    server.sql`INSERT INTO backup_runs (path, started_at, finished_at) VALUES ('x', now() - ${ago}::interval, now())`;
  await note("25 hours");
  services.settings.BACKUP_CRON = "never";
  await backupTask.run(services, NEVER);
  assert.equal(await count(), 1);
  services.settings.BACKUP_CRON = "30 1 * * *";
  await Promise.all([backupTask.run(services, NEVER), backupTask.run(services, NEVER)]);
  assert.equal(await count(), 2);
  await backupTask.run(services, NEVER);
  assert.equal(await count(), 2);
  assert.equal((await backups(server)).runs[0].state, "done");
  const [first] = await server.sql<[{ id: string }]>`SELECT min(id)::text AS id FROM backup_runs`;
  await assert.rejects(
    beginBackup(services, server.sql, { after: first.id }),
    { status: 409 },
    "another server has made it since the schedule was looked at",
  );
  assert.equal(await count(), 2);
});

serverTest("after the clock was put back, backups are made and kept", async (server) => {
  await using folder = await temporaryFolder();
  const { services } = server.backend;
  services.settings.BACKUP_FOLDER = folder.path;
  services.settings.BACKUP_KEEP = 1;
  await Deno.writeTextFile(`${folder.path}/panoramax-2099-01-01T00-00-00Z.tar`, "");
  await server.sql`
    INSERT INTO backup_runs (path, started_at, alive_at)
    VALUES ('x', now() + interval '70 years', now() + interval '70 years')`;
  await backupTask.run(services, NEVER);
  await backupTask.run(services, NEVER);
  const { runs } = await backups(server);
  assert.deepEqual(runs.map(({ state }: { state: string }) => state), ["done", "failed"]);
  assert.deepEqual((await filesBelow(folder.path)).map((name) => `${folder.path}/${name}`), [runs[0].path]);
});

serverTest(
  "a server whose own clock is a year off makes no more backups than others of its database",
  async (server) => {
    await using folder = await temporaryFolder();
    const { services } = server.backend;
    services.settings.BACKUP_FOLDER = folder.path;
    await server.sql`INSERT INTO backup_runs (path, started_at, finished_at) VALUES ('x', now(), now())`;
    const RightDate = Date;
    for (const days of [-365, 365]) {
      class WrongDate extends RightDate {
        constructor(...time: [] | [number]) {
          super(time.length === 0 ? WrongDate.now() : time[0]);
        }
        static override now = () => RightDate.now() + days * 86_400_000;
      }
      globalThis.Date = WrongDate as DateConstructor;
      try {
        await backupTask.run(services, NEVER);
      } finally {
        globalThis.Date = RightDate;
      }
    }
    assert.equal((await server.sql`SELECT FROM backup_runs`).length, 1);
  },
);

serverTest("backups of a clock that was ahead are deleted before those of the days before", async (server) => {
  await using folder = await temporaryFolder();
  const { services } = server.backend;
  services.settings.BACKUP_FOLDER = folder.path;
  services.settings.BACKUP_KEEP = 3;
  const name = (year: number) => `panoramax-${year}-01-01T00-00-00Z.tar`;
  for (const year of [2020, 2021, 2098, 2099]) await Deno.writeTextFile(`${folder.path}/${name(year)}`, "");
  await (await beginBackup(services, server.sql)).finish(NEVER);
  const [, , made] = await filesBelow(folder.path);
  assert.deepEqual(await filesBelow(folder.path), [name(2020), name(2021), made]);
});

serverTest("without a folder nothing is made, and backups are for administrators alone", async (server) => {
  const ana = await server.account("Ana");
  for (const method of ["GET", "POST"]) {
    await answer(fetch(`${server.url}/api/admin/backups`, { method, headers: ana }), 403);
    await answer(fetch(`${server.url}/api/admin/backups`, { method }), 401);
  }
  const { folder, next_at, runs } = await backups(server);
  assert.deepEqual([folder, next_at, runs], [null, null, []]);
  await answer(fetch(`${server.url}/api/admin/backups`, { method: "POST", headers: server.defaultAccount }), 409);
});
