/** What processing full-size pictures takes: memory, and time from those who ask meanwhile. */
import { DURING_PROCESSING, IDLE_MEMORY, type Measurement, peakMemory, quantile } from "../measurement.ts";
import type { Candidate, Target } from "../targets/target.ts";
import type { UploadBody } from "./pictures.ts";
import { forgetPeak, readMemory } from "./process_memory.ts";
import { type Upload, upload } from "./upload.ts";

/** Milliseconds after which a server that started has come to rest. */
const REST = 5000;
/** Milliseconds between two requests of the visitor who is timed. */
const PAUSE = 5;
const AT_ONCE = 4;

/** Measures a fresh server for each strategy of making derivates. */
export async function measureProcessing(
  candidate: Candidate,
  fullSize: UploadBody[],
  rounds: number,
): Promise<Measurement[]> {
  const measurements: Measurement[] = [];
  for (const strategy of ["ON_DEMAND", "PREPROCESS"]) {
    await using target = await candidate.start({ PICTURE_PROCESS_DERIVATES_STRATEGY: strategy });
    measurements.push(...await measureMemory(target, fullSize.slice(0, 2), strategy));
    if (strategy === "PREPROCESS") measurements.push(await timeDuringProcessing(target, fullSize.slice(2), rounds));
  }
  return measurements;
}

async function measureMemory(
  { url, pid }: Target,
  pictures: UploadBody[],
  strategy: string,
): Promise<Measurement[]> {
  if (pid === undefined) return [];
  await pause(REST);
  const idle = await readMemory(pid);
  await forgetPeak(pid);
  const uploaded = await upload(url, pictures);
  // With this strategy that is when the large derivates are made.
  if (strategy === "ON_DEMAND") await askForTiles(url, uploaded);
  const { peak } = await readMemory(pid);
  return [
    ...(strategy === "ON_DEMAND" ? [{ group: "memory", workload: IDLE_MEMORY, megabytes: idle.now } as const] : []),
    { group: "memory", workload: peakMemory(strategy), megabytes: peak },
  ];
}

async function askForTiles(url: string, { collectionId }: Upload): Promise<void> {
  const { features } = await (await fetch(`${url}/api/collections/${collectionId}/items`)).json();
  await Promise.all(features.map(async ({ id }: { id: string }) => {
    await (await fetch(`${url}/api/pictures/${id}/tiled/0_0.jpg`)).arrayBuffer();
  }));
}

async function timeDuringProcessing({ url }: Target, pictures: UploadBody[], rounds: number): Promise<Measurement> {
  const answers: number[] = [];
  for (let round = 0; round < rounds; round++) {
    let isReady = false;
    const uploaded = upload(url, pictures.slice(round * AT_ONCE, (round + 1) * AT_ONCE)).finally(() => isReady = true);
    while (!isReady) {
      const sent = performance.now();
      await (await fetch(`${url}/api`)).arrayBuffer();
      answers.push(performance.now() - sent);
      await pause(PAUSE);
    }
    await uploaded;
  }
  return {
    group: "memory",
    workload: DURING_PROCESSING,
    p50: quantile(answers, 0.5),
    p99: quantile(answers, 0.99),
  };
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
