/**
 * One upload set with very many small pictures: `deno task bench:set [pictures] [embedded|native]`. How long the server takes to
 * accept, dispatch and prepare them, how much memory it needs at most, and how long others wait for an answer meanwhile.
 */
import { makePicture, walk } from "../../tests/support/pictures.ts";
import { quantile } from "../measurement.ts";
import { startOnNativePostgres } from "../targets/candidates.ts";
import { startOwnServer } from "../targets/own_server.ts";
import type { Target } from "../targets/target.ts";
import { formBody } from "../workloads/pictures.ts";
import { readMemory } from "../workloads/process_memory.ts";
import { createUploadSet, sendPicture } from "../workloads/upload.ts";
import { HoldList } from "./hold_list.ts";
import { Visitor } from "./visitor.ts";

/** Millions of bytes that the server may take, by its database. */
const MOST_MEMORY = { embedded: 900, native: 400 } as const;
/** Seconds that the dispatch may take. */
const LONGEST_DISPATCH = 10;
const CLIENTS = 8;
/** Milliseconds between two looks at the upload set. */
const POLL = 500;
/** Seconds after which something must be wrong, for each thousand pictures. */
const LONGEST_WAIT = 120;

const count = Number(Deno.args[0] ?? 20_000);
const only = Deno.args[1] as keyof typeof MOST_MEMORY | undefined;
const databases = only ? [only] : ["embedded", "native"] as const;

console.log(
  "| | accepted a second | dispatch (s) | all ready after (s) | peak memory (MB) | p50 / p99 / max (ms) of GET /api | … of a collection | … of a tile |",
);
console.log("| --- | --- | --- | --- | --- | --- | --- | --- |");
for (const name of databases) {
  const holds = new HoldList();
  await using target = name === "native"
    ? await startOnNativePostgres()
    : await startOwnServer({ API_LOG_LEVEL: "debug" }, (line) => holds.read(line));
  const found = await measure(target);
  const limit = MOST_MEMORY[name];
  const cells = [
    name,
    (count / found.accepting).toFixed(0),
    found.dispatch.toFixed(1) + missed(found.dispatch > LONGEST_DISPATCH),
    found.total.toFixed(0),
    found.memory.toFixed(0) + missed(found.memory > limit),
    ...found.answers.map((answers) => [0.5, 0.99, 1].map((share) => quantile(answers, share).toFixed(0)).join(" / ")),
  ];
  console.log(`| ${cells.join(" | ")} |`);
  if (name === "embedded") console.error(holds.report());
}

function missed(isMissed: boolean): string {
  return isMissed ? " MISSED" : "";
}

interface Found {
  /** Seconds until the last picture was acknowledged. */
  accepting: number;
  /** Seconds of the job. */
  dispatch: number;
  /** Seconds until all was ready. */
  total: number;
  memory: number;
  /** Milliseconds of each request of each visitor. */
  answers: number[][];
}

async function measure({ url, pid }: Target): Promise<Found> {
  const uploadSetId = await createUploadSet(url, count);
  const collectionId = await makeOtherCollection(url);
  // Another address each time, so that no answer comes from memory.
  const visitors = [
    new Visitor(() => `${url}/api`),
    new Visitor((n) => `${url}/api/collections/${collectionId}?n=${n}`),
    new Visitor((n) => `${url}/api/map/14/${n % 16_384}/5600.mvt`),
  ];
  const begin = performance.now();
  const seconds = () => (performance.now() - begin) / 1000;
  await sendAll(url, uploadSetId);
  const accepting = seconds();
  console.error(`${count} pictures accepted in ${accepting.toFixed(0)} s`);
  await whenReady(url, uploadSetId);
  const total = seconds();
  const answers = await Promise.all(visitors.map((visitor) => visitor.leave()));
  return { accepting, total, answers, dispatch: await dispatchTime(url), memory: (await readMemory(pid!)).peak };
}

/** A collection that has nothing to do with the large set. @returns its id */
async function makeOtherCollection(url: string): Promise<string> {
  const uploadSetId = await createUploadSet(url, 1);
  for (const picture of walk(1, { width: 160, height: 80, latitude: 10 })) {
    await sendPicture(url, uploadSetId, await formBody("other.jpg", await makePicture(picture)));
  }
  const deadline = performance.now() + 60_000;
  while (performance.now() < deadline) {
    const set = await (await fetch(`${url}/api/upload_sets/${uploadSetId}`)).json();
    if (set.ready) return set.associated_collections[0].id;
    await pause(POLL);
  }
  throw new Error("The other collection does not get ready");
}

/** Pictures are made as they are sent: all of them together would take more memory than the server. */
async function sendAll(url: string, uploadSetId: string): Promise<void> {
  const pictures = walk(count, { width: 160, height: 80, step: 3 }).entries();
  await Promise.all(Array.from({ length: CLIENTS }, async () => {
    for (const [index, picture] of pictures) {
      await sendPicture(url, uploadSetId, await formBody(`${index + 1}.jpg`, await makePicture(picture)));
    }
  }));
}

async function whenReady(url: string, uploadSetId: string): Promise<void> {
  const deadline = performance.now() + LONGEST_WAIT * Math.max(count, 1000);
  while (performance.now() < deadline) {
    const { ready, items_status: items } = await (await fetch(`${url}/api/upload_sets/${uploadSetId}`)).json();
    if (ready && items.prepared === count) return;
    if (items.broken + items.rejected > 0) throw new Error(`Not all pictures were taken: ${JSON.stringify(items)}`);
    await pause(POLL);
  }
  throw new Error("The pictures do not get ready");
}

/** Seconds, from the metrics of the server. */
async function dispatchTime(url: string): Promise<number> {
  const metrics = await (await fetch(`${url}/metrics`)).text();
  const sum = /^panoramax_job_duration_seconds_sum\{task="dispatch",result="done"\} (\S+)/m.exec(metrics);
  if (!sum) throw new Error("The metrics do not have the time of the dispatch");
  return Number(sum[1]);
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
