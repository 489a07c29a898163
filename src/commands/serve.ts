/** `serve`: the whole server in one process. */
import { startServer } from "../server.ts";
import type { Settings } from "../settings.ts";
import { VERSION } from "../version.ts";
import { CommandError, type CommonOptions, prepareCommand } from "./environment.ts";
import { untilAskedToStop } from "./signals.ts";

export interface ServeOptions extends CommonOptions {
  host?: string;
  port?: string;
}

/** Serves until SIGINT or SIGTERM, then ends in order. */
export async function serve(options: ServeOptions): Promise<void> {
  const settings = await prepareCommand(options, "stdout", { HOST: options.host, PORT: options.port });
  const stopping = untilAskedToStop();
  const server = await startServer(settings).catch((error) => {
    if (error instanceof Deno.errors.AddrInUse) {
      throw new CommandError(`Port ${settings.PORT} of ${settings.HOST} is in use; choose another one with --port`);
    }
    throw error;
  });
  console.log(banner(server.url, settings));
  await stopping;
  console.log("Stopping: finishing what runs (again to stop at once)");
  await server.stop();
}

function banner(url: string, settings: Settings): string {
  const database = settings.DB_URL ? "PostgreSQL (DB_URL)" : `embedded, in ${settings.PANORAMAX_DATA}`;
  return [
    ``,
    `  Panoramax ${VERSION} is ready: ${url}`,
    ``,
    `  Database   ${database}`,
    `  Pictures   ${settings.storage.permanent}`,
    `  API        ${url}/api/docs/swagger`,
    `  Next step  pip install panoramax_cli && panoramax_cli upload --api-url ${url} FOLDER`,
    ``,
  ].join("\n");
}
