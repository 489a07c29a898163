/** What a server needs is full, away, slow or wrong for a while. Afterwards everything goes on, and nothing is lost. */
import { type Instance, makeInstance } from "../tests/support/instances.ts";
import { until } from "../tests/support/until.ts";
import { startBucketServer } from "./bucket.ts";
import { check, prepare, startWorker } from "./instance.ts";
import { type Clients, load, pause } from "./load.ts";
import { type Cluster, freePort } from "../tests/support/postgres_cluster.ts";

/** Milliseconds that an outage lasts. */
const OUTAGE = 12_000;
/** Milliseconds between two tries of a client that was refused. */
const RETRY = 200;

type Kind = Instance["kind"];

/** Clients use a server while something happens to it; then it stops. @returns what is wrong */
async function during(instance: Instance, clients: Clients, happens: () => Promise<void>): Promise<string[]> {
  const server = await instance.serve();
  const stopping = new AbortController();
  const working = load(server.url, clients, stopping.signal, { retryAfter: RETRY });
  const before = clients.ledger.acknowledged;
  await until(() => Promise.resolve(clients.ledger.acknowledged > before + 5));
  await happens();
  // Afterwards the same server goes on.
  const after = clients.ledger.acknowledged;
  const problems: string[] = [];
  await until(() => Promise.resolve(clients.ledger.acknowledged > after + 5)).catch(() => {
    problems.push("the server did not recover: nothing more was acknowledged");
  });
  stopping.abort();
  await working;
  const { code, stderr } = await server.stop();
  if (code !== 0) problems.push(`the server ended with ${code}: ${stderr}`);
  return problems;
}

/** A disk on which nothing more fits: the files of an embedded database too. Only root can make one. */
export async function fillDisk(kind: Kind): Promise<string[] | undefined> {
  if (Deno.uid() !== 0) return undefined;
  const disk = await Deno.makeTempDir({ prefix: "panoramax-drill-disk-" });
  const mount = await new Deno.Command("mount", { args: ["-t", "tmpfs", "-o", "size=512m", "tmpfs", disk] }).output();
  if (!mount.success) return undefined;
  try {
    await using instance = await makeInstance(kind, { hasSchema: false, variables: { PANORAMAX_DATA: disk } });
    const placed = { ...instance, storage: `${disk}/pictures` };
    const clients = await prepare(placed);
    const problems = await during(placed, clients, async () => {
      await fillUp(`${disk}/filler`);
      await pause(OUTAGE);
      await Deno.remove(`${disk}/filler`);
    });
    return [...problems, ...await check(placed, clients)];
  } finally {
    await new Deno.Command("umount", { args: ["--lazy", disk] }).output();
    await Deno.remove(disk);
  }
}

/** Writes until the disk takes no more. */
async function fillUp(path: string): Promise<void> {
  using file = await Deno.open(path, { write: true, create: true });
  for (const size of [1 << 20, 1 << 12]) {
    const block = new Uint8Array(size);
    for (let isFull = false; !isFull;) {
      await file.write(block).catch(() => isFull = true);
    }
  }
}

/** PostgreSQL stopped and started under load, at once and in order, several times. */
export async function restartPostgres(cluster: Cluster): Promise<string[]> {
  await using instance = await makeInstance("native", { hasSchema: false });
  const clients = await prepare(instance);
  await using _worker = startWorker(instance);
  const problems = await during(instance, clients, async () => {
    for (const mode of ["immediate", "fast", "immediate"] as const) {
      await cluster.restart(mode);
      await pause(OUTAGE / 3);
    }
  });
  return [...problems, ...await check(instance, clients)];
}

/** A bucket that is away, slow, answers 500, and cuts its answers off. */
export async function disturbBucket(kind: Kind): Promise<string[] | undefined> {
  await using bucket = await startBucketServer();
  if (!bucket) return undefined;
  const { url } = bucket;
  await using instance = await makeInstance(kind, { hasSchema: false, variables: { FS_URL: url } });
  const clients = await prepare(instance);
  const problems = await during(instance, clients, async () => {
    for (const fault of ["away", "slow", "failing", "cutting"] as const) {
      bucket.behave(fault);
      await pause(OUTAGE);
      bucket.behave("well");
      await pause(OUTAGE / 4);
    }
  });
  return [...problems, ...await check(instance, clients)];
}

interface JobRow {
  /** How often the job met an outage. */
  nb_outages: number;
  /** Seconds until it is tried again. */
  wait: number;
}

/** Tries of a job that cannot blur, which together take more than a day. */
const TRIES_OF_A_DAY = 40;

/** A blurring service that is away for a day: pictures wait, and are blurred when it is back. */
export async function takeBlurringAway(kind: Kind): Promise<string[]> {
  const port = freePort();
  const variables = { API_BLUR_URL: `http://127.0.0.1:${port}` };
  await using instance = await makeInstance(kind, { hasSchema: false, variables });
  const clients = await prepare(instance);
  const server = await instance.serve();
  const stopping = new AbortController();
  const working = load(server.url, clients, stopping.signal, { retryAfter: RETRY });
  await until(() => Promise.resolve(clients.ledger.pictures.size >= 4));
  stopping.abort();
  await working;
  const problems: string[] = [];
  // A day passes in a moment: whatever is to be tried later is tried now.
  let longest = 0;
  for (let tries = 0; tries < TRIES_OF_A_DAY; tries++) {
    const waiting = () =>
      instance.query((sql) =>
        sql<JobRow[]>`
        SELECT nb_outages, extract(epoch FROM to_do_after_ts - now())::float8 AS wait FROM job_queue
        WHERE task = 'prepare' AND nb_outages > ${Math.min(tries, 15)} AND to_do_after_ts > now()`
      );
    await until(async () => (await waiting()).length > 0).catch(() => problems.push("jobs do not wait any more"));
    if (problems.length > 0) break;
    longest = Math.max(longest, ...(await waiting()).map(({ wait }) => wait));
    await instance.query((sql) => sql`UPDATE job_queue SET to_do_after_ts = now()`);
  }
  if (longest < 1800) problems.push(`jobs waited for ${longest} s at most, not for hours`);
  const [broken] = await instance.query((sql) =>
    sql<{ count: number }[]>`SELECT count(*)::int AS count FROM pictures WHERE preparing_status = 'broken'`
  );
  if (broken?.count) problems.push(`${broken.count} pictures are broken, for a service that was away`);
  const blurring = Deno.serve({ hostname: "127.0.0.1", port, onListen: () => {} }, async (request) => {
    const picture = (await request.formData()).get("picture");
    return new Response(picture instanceof File ? await picture.bytes() : null, {
      headers: { "Content-Type": "image/jpeg" },
    });
  });
  await instance.query((sql) => sql`UPDATE job_queue SET to_do_after_ts = now()`);
  await server.stop();
  problems.push(...await check(instance, clients));
  await blurring.shutdown();
  return problems;
}

/** Where Debian's package `faketime` puts its library. */
const FAKE_TIME = "/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1";

/** A clock that jumps an hour ahead, two back, and a day ahead. */
export async function stepClock(kind: Kind): Promise<string[] | undefined> {
  if (!await Deno.stat(FAKE_TIME).then(() => true, () => false)) return undefined;
  const file = await Deno.makeTempFile({ prefix: "panoramax-drill-clock-" });
  await Deno.writeTextFile(file, "+0");
  await using instance = await makeInstance(kind, { hasSchema: false });
  const clients = await prepare(instance);
  const stepped = {
    ...instance,
    serve: () =>
      instance.serve({
        LD_PRELOAD: FAKE_TIME,
        FAKETIME_TIMESTAMP_FILE: file,
        FAKETIME_NO_CACHE: "1",
        FAKETIME_DONT_FAKE_MONOTONIC: "1",
      }),
  };
  const problems = await during(stepped, clients, async () => {
    for (const step of ["+3600", "-3600", "+86400", "+0"]) {
      await Deno.writeTextFile(file, step);
      await pause(OUTAGE / 3);
    }
  });
  await Deno.remove(file);
  return [...problems, ...await check(instance, clients)];
}

/**
 * Ceilings of a server under load, in the units of /proc. The embedded database keeps each of its files open that it has used,
 * of every table and index: about 245, reached within two minutes and constant from then on. Without it, 63 were measured.
 */
const CEILINGS = {
  memory: { native: 900, embedded: 1600 },
  descriptors: { native: 200, embedded: 450 },
  connections: 40,
  temporary: 20,
};

/** A server under load for minutes must not grow. */
export async function soak(kind: Kind, minutes: number): Promise<string[]> {
  await using instance = await makeInstance(kind, { hasSchema: false });
  const clients = await prepare(instance);
  const server = await instance.serve();
  const stopping = new AbortController();
  const working = load(server.url, clients, stopping.signal, { retryAfter: RETRY });
  const problems: string[] = [];
  const end = performance.now() + minutes * 60_000;
  const most = { memory: 0, descriptors: 0, connections: 0, temporary: 0 };
  while (performance.now() < end) {
    await pause(1000);
    const now = await measure(instance, server.pid);
    for (const key of Object.keys(most) as (keyof typeof most)[]) most[key] = Math.max(most[key], now[key]);
  }
  stopping.abort();
  await working;
  await server.stop();
  const ceilings = { ...CEILINGS, memory: CEILINGS.memory[kind], descriptors: CEILINGS.descriptors[kind] };
  for (const key of Object.keys(most) as (keyof typeof most)[]) {
    if (most[key] > ceilings[key]) problems.push(`${key}: ${most[key]}, more than ${ceilings[key]}`);
  }
  console.log(`${kind}: ${minutes} minutes of load took ${JSON.stringify(most)} (memory in MB)`);
  return [...problems, ...await check(instance, clients)];
}

async function measure(instance: Instance, pid: number) {
  const status = await Deno.readTextFile(`/proc/${pid}/status`);
  const descriptors = (await Array.fromAsync(Deno.readDir(`/proc/${pid}/fd`))).length;
  const connections = instance.kind === "embedded" ? 0 : await instance.query(async (sql) => {
    const rows = await sql`SELECT FROM pg_stat_activity WHERE datname = current_database()`;
    return rows.length;
  });
  let temporary = 0;
  for (const store of ["permanent", "tmp", "derivates"]) {
    for await (const { name } of Deno.readDir(`${instance.storage}/${store}`)) if (name.startsWith(".")) temporary++;
  }
  return { memory: Math.round(Number(/VmRSS:\s*(\d+)/.exec(status)?.[1]) / 1024), descriptors, connections, temporary };
}
