/** `picture-worker`: runs jobs beside the servers of a database. */
import { startBackend } from "../server.ts";
import { VERSION } from "../version.ts";
import { CommandError, type CommonOptions, prepareCommand } from "./environment.ts";
import { untilAskedToStop } from "./signals.ts";

/** Works until SIGINT or SIGTERM, then finishes the running jobs. */
export async function pictureWorker(options: CommonOptions): Promise<void> {
  const settings = await prepareCommand(options, "stdout");
  if (!settings.DB_URL) {
    throw new CommandError(
      "A separate worker needs DB_URL: with the embedded database, `serve` processes the pictures",
    );
  }
  const stopping = untilAskedToStop();
  const threads = Math.max(1, settings.PICTURE_PROCESS_THREADS_LIMIT);
  const backend = await startBackend({ ...settings, PICTURE_PROCESS_THREADS_LIMIT: threads });
  console.log(`Running picture worker ${VERSION}`);
  await stopping;
  await backend.stop();
}
