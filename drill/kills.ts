/** A server and its workers killed again and again while clients use them; on native PostgreSQL, that is stopped too. */
import { type Instance, makeInstance } from "../tests/support/instances.ts";
import { check, checkEarlierBackup, prepare, startWorker } from "./instance.ts";
import { load, pause } from "./load.ts";
import type { Cluster } from "../tests/support/postgres_cluster.ts";

/** Milliseconds that a kill is put off until something is acknowledged. */
const SLOWEST = 20_000;
/** Kills between two backups, restarts of PostgreSQL, and cuts of its connections. */
const EVERY = { backup: 4, restart: 10, cut: 3 };

/** How long to go on. */
export interface KillsOptions {
  kills: number;
  minutes: number;
  /** The server of the native database, when it may be stopped. */
  cluster?: Cluster;
}

/** Kills, then looks for what is lost. @returns what is wrong */
export async function killRepeatedly(kind: Instance["kind"], options: KillsOptions): Promise<string[]> {
  const { kills, minutes, cluster } = options;
  await using instance = await makeInstance(kind, { hasSchema: false });
  const clients = await prepare(instance);
  const { ledger } = clients;
  const end = performance.now() + minutes * 60_000;
  const count = { kills: 0, workers: 0, cuts: 0, restarts: 0, backups: 0 };
  let earlier: string | undefined;
  for (; count.kills < kills && performance.now() < end; count.kills++) {
    const round = count.kills;
    await using server = await instance.serve();
    const worker = round % 2 === 0 ? startWorker(instance) : undefined;
    const stopping = new AbortController();
    const working = load(server.url, clients, stopping.signal);
    const tar = `${instance.folder}/${round}.tar`;
    const isBackedUp = round % EVERY.backup === EVERY.backup - 1;
    const backup = isBackedUp ? instance.run("backup", tar) : undefined;
    const acknowledged = ledger.acknowledged;
    await pause(200 + Math.random() * 3000);
    // On a slow machine, at least one request is acknowledged before most kills.
    const slow = performance.now() + SLOWEST;
    while (round % 3 !== 0 && ledger.acknowledged <= acknowledged && performance.now() < slow) await pause(20);
    if (kind === "native" && round % EVERY.cut === 1) count.cuts += await cutConnections(instance);
    if (cluster && round % EVERY.restart === EVERY.restart / 2) {
      await cluster.restart(count.restarts++ % 2 === 0 ? "immediate" : "fast");
    }
    await pause(Math.random() * 1000);
    if (worker) {
      await worker[Symbol.asyncDispose]();
      count.workers++;
    }
    await server[Symbol.asyncDispose]();
    stopping.abort();
    await working;
    if ((await backup)?.code === 0) {
      count.backups++;
      if (earlier) await Deno.remove(earlier);
      earlier = tar;
    }
    if (round % 20 === 19) console.log(`  ${round + 1} kills, ${ledger.acknowledged} requests acknowledged`);
  }
  const problems = await check(instance, clients);
  if (earlier) problems.push(...await checkEarlierBackup(kind, earlier));
  console.log(
    `${kind}: ${count.kills} kills of servers and ${count.workers} of workers, ${count.cuts} connections cut, ` +
      `PostgreSQL restarted ${count.restarts} times, ${count.backups} backups meanwhile; ${ledger.acknowledged} requests ` +
      `acknowledged: ${ledger.pictures.size} pictures, ${ledger.images.size} images and ${ledger.headings.size} headings ` +
      `are to be there, ${ledger.deleted.size} deleted pictures and ` +
      `${ledger.deletedImages.size} deleted images are not`,
  );
  return problems;
}

/** As a firewall that forgets them does it. */
async function cutConnections({ query }: Instance): Promise<number> {
  return await query(async (sql) => {
    const rows = await sql`
      SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE datname = current_database() AND pid <> pg_backend_pid()`;
    return rows.length;
  });
}
