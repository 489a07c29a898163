/** A worker that answers HTTP requests on the port of the server, with everything that this needs. */
import { closePools, openThreadPools } from "../../core/db/open.ts";
import { collectGarbageAtRest } from "../../core/glibc_memory.ts";
import { startLogging } from "../../core/log.ts";
import { readSettings } from "../../core/settings/mod.ts";
import { messageOf } from "../../core/thrown.ts";
import { Team } from "../../core/threads/mod.ts";
import { loadStored } from "../../features/instance_settings/mod.ts";
import { listen } from "../listen.ts";
import { openServices } from "../services.ts";
import { answerOthers } from "./answers.ts";
import { beat, HEARTBEATS } from "./heartbeats.ts";
import type { FromThread, Start, ToThread } from "./messages.ts";

/** Of a dedicated worker; the library of types that has it is another one than that of the program. */
const worker = self as unknown as {
  postMessage(message: FromThread): void;
  onmessage: (event: MessageEvent<ToThread>) => void;
  close(): void;
};

let running: Promise<{ stop(): Promise<void>; line: ReturnType<Team["connect"]> }> | undefined;

worker.onmessage = async ({ data }) => {
  try {
    if (data.kind === "start") {
      running = start(data.start);
      await running;
      worker.postMessage({ kind: "ready" });
    } else if (data.kind === "line") {
      (await running)?.line.receive(data.message);
    } else {
      await (await running)?.stop();
      worker.postMessage({ kind: "stopped" });
      worker.close();
    }
  } catch (error) {
    worker.postMessage({ kind: "failed", text: messageOf(error) });
  }
};

async function start({ invitation, threads, given, database, port }: Start) {
  const settings = { ...readSettings(given), PORT: port };
  await startLogging(settings, "stdout");
  const team = new Team(invitation);
  const pools = openThreadPools(database, settings, threads, false);
  await loadStored(pools.backgroundSql, settings);
  const { services, close } = await openServices(settings, pools.sql, {
    backgroundSql: pools.backgroundSql,
    team,
    threads,
  });
  answerOthers(services, pools.backgroundSql);
  const line = team.connect({ postMessage: (message) => worker.postMessage({ kind: "line", message }) });
  const http = await listen(services, { threads });
  const stopBeating = beat(team.numbers(HEARTBEATS, threads), team.number - 1);
  const stopCollecting = collectGarbageAtRest();
  return {
    line,
    async stop() {
      await http.stop();
      stopBeating();
      await stopCollecting();
      await close();
      await closePools(pools);
    },
  };
}
