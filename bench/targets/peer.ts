/** geovisio, started and stopped by a script, with its own PostgreSQL, behind gunicorn, and with a worker for pictures. */
import { messageOf } from "../../src/core/thrown.ts";
import { findProcessesOf, postmasterOf } from "./processor_time.ts";
import { run } from "./run.ts";
import { StartError, type Target } from "./target.ts";

const PORT = 5010;

/**
 * Starts geovisio with an empty database.
 * @param tool script that takes `start <port>` and prints the URL in its first line, and `stop`. `PEER_PGDATA` names the
 * folder for its database
 * @throws StartError
 */
export async function startPeer(tool: string, settings: Record<string, string>): Promise<Target> {
  await refuseToShare();
  // Not below a temporary folder of ours: another user, who runs PostgreSQL, has to reach it.
  const environment = { ...settings, PEER_PGDATA: `/var/tmp/panoramax-bench-peer-${crypto.randomUUID()}` };
  const stop = async () => {
    await run("bash", [tool, "stop"], environment);
    await Deno.remove(environment.PEER_PGDATA, { recursive: true });
  };
  try {
    const [url = "", token] = (await run("bash", [tool, "start", String(PORT)], environment)).split("\n");
    await (await fetch(`${url}/api`)).body?.cancel();
    const workers = [
      await postmasterOf(environment.PEER_PGDATA),
      ...await findProcessesOf(environment.PEER_PGDATA),
    ];
    return { url, token: token || undefined, pid: undefined, workers, [Symbol.asyncDispose]: stop };
  } catch (cause) {
    await stop().catch(() => {});
    throw new StartError(`${tool} did not start geovisio: ${messageOf(cause)}`, { cause });
  }
}

/** Two runs at once would measure each other. */
async function refuseToShare(): Promise<void> {
  const running = await fetch(`http://127.0.0.1:${PORT}/api`).catch(() => undefined);
  await running?.body?.cancel();
  if (running) throw new StartError(`Something answers on port ${PORT} already`);
}
