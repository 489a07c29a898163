/** Two servers and three workers on one native database, as on several machines: each may die, and what they share be away. */
import { type Instance, makeInstance } from "../tests/support/instances.ts";
import type { Cluster } from "../tests/support/postgres_cluster.ts";
import { type BucketServer, startBucketServer } from "./bucket.ts";
import { check, prepare, startWorker } from "./instance.ts";
import { type Clients, Ledger, load, pause } from "./load.ts";

const SERVERS = 2, WORKERS = 3;
/** Kills between two restarts of PostgreSQL, and between two times without the bucket. */
const EVERY = { restart: 8, away: 10 };
/** Milliseconds without the bucket. */
const AWAY = 15_000;

/** How long to go on, and where files are. */
export interface MachinesOptions {
  kills: number;
  minutes: number;
  files: "folder" | "bucket";
}

/** A process that is started again whenever it was killed. */
interface Machine {
  kill(): Promise<void>;
  start(): Promise<void>;
}

/** Kills one machine after the other at random. @returns what is wrong; undefined where there is no bucket */
export async function killMachines(cluster: Cluster, options: MachinesOptions): Promise<string[] | undefined> {
  const { kills, minutes, files } = options;
  await using bucket = files === "bucket" ? await startBucketServer() : undefined;
  if (files === "bucket" && !bucket) return undefined;
  const variables: Record<string, string> = bucket ? { FS_URL: bucket.url } : {};
  await using instance = await makeInstance("native", { hasSchema: false, variables });
  const clients = await prepare(instance);
  const ledgers = Array.from({ length: SERVERS }, () => new Ledger());
  const machines = [
    ...ledgers.map((ledger) => server(instance, { ...clients, ledger })),
    ...Array.from({ length: WORKERS }, () => worker(instance)),
  ];
  for (const machine of machines) await machine.start();
  const end = performance.now() + minutes * 60_000;
  const count = { kills: 0, restarts: 0, away: 0 };
  for (; count.kills < kills && performance.now() < end; count.kills++) {
    await pause(500 + Math.random() * 2500);
    if (count.kills % EVERY.restart === EVERY.restart - 1) {
      await cluster.restart(count.restarts++ % 2 === 0 ? "immediate" : "fast");
    }
    if (bucket && count.kills % EVERY.away === EVERY.away / 2) count.away += await beAway(bucket);
    const machine = machines[Math.floor(Math.random() * machines.length)];
    await machine?.kill();
    await pause(Math.random() * 500);
    await machine?.start();
  }
  await Promise.all(machines.map((machine) => machine.kill()));
  const ledger = merge(ledgers);
  console.log(
    `${files}: ${count.kills} kills among ${SERVERS} servers and ${WORKERS} workers, PostgreSQL restarted ${count.restarts} ` +
      `times, the bucket away ${count.away} times; ${ledger.acknowledged} requests acknowledged: ` +
      `${ledgers.map(({ pictures }) => pictures.size).join(" and ")} pictures are to be there`,
  );
  return await check(instance, { ...clients, ledger });
}

async function beAway(bucket: BucketServer): Promise<number> {
  bucket.behave("away");
  await pause(AWAY);
  bucket.behave("well");
  return 1;
}

/** A server with clients of its own, who keep their own account of what was acknowledged. */
function server(instance: Instance, clients: Clients): Machine {
  let kill: () => Promise<void> = () => Promise.resolve();
  return {
    kill: () => kill(),
    async start() {
      const process = await instance.serve();
      const stopping = new AbortController();
      const working = load(process.url, clients, stopping.signal, { retryAfter: 200 });
      kill = async () => {
        await process[Symbol.asyncDispose]();
        stopping.abort();
        await working;
      };
    },
  };
}

function worker(instance: Instance): Machine {
  let running: AsyncDisposable | undefined;
  return {
    kill: async () => await running?.[Symbol.asyncDispose](),
    start() {
      running = startWorker(instance);
      return Promise.resolve();
    },
  };
}

/** What all clients were told. */
function merge(ledgers: Ledger[]): Ledger {
  const all = new Ledger();
  for (const ledger of ledgers) {
    for (const [id, checksum] of ledger.pictures) all.pictures.set(id, checksum);
    for (const [address, image] of ledger.images) all.images.set(address, image);
    for (const [id, heading] of ledger.headings) all.headings.set(id, heading);
    for (const id of ledger.deleted) all.deleted.add(id);
    for (const address of ledger.deletedImages) all.deletedImages.add(address);
    all.acknowledged += ledger.acknowledged;
  }
  return all;
}
