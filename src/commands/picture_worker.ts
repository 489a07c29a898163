/** `picture-worker`: runs jobs next to the servers of a database. */
import { startBackend } from "../main/server.ts";
import { VERSION } from "../core/version.ts";
import { CommandError, type CommonOptions, prepareCommand } from "./environment.ts";
import { openNotifier } from "./service/notify.ts";
import { untilAskedToStop } from "./signals.ts";

/** Options of `picture-worker`. */
export interface PictureWorkerOptions extends CommonOptions {
  /** End when the queue is empty. */
  once?: boolean;
}

/** Works until SIGINT or SIGTERM, or with `once` until nothing is left to do, then finishes the running jobs. */
export async function pictureWorker(options: PictureWorkerOptions): Promise<void> {
  const settings = await prepareCommand(options, "stdout");
  if (!settings.DB_URL && !options.once) {
    throw new CommandError(
      "A separate worker needs DB_URL: with the embedded database, `serve` processes the pictures. " +
        "While no server runs, --once processes what is left",
    );
  }
  if (settings.API_READ_ONLY) throw new CommandError("API_READ_ONLY is set: nothing is processed");
  const stopping = untilAskedToStop();
  const threads = Math.max(1, settings.PICTURE_PROCESS_THREADS_LIMIT);
  const backend = await startBackend(
    { ...settings, PICTURE_PROCESS_THREADS_LIMIT: threads },
    { isPassing: options.once },
  );
  console.log(`Running picture worker ${VERSION}`);
  const notifier = openNotifier();
  notifier.ready("Processing pictures");
  try {
    // There is a runner: the instance is not read-only, and at least one thread was asked for.
    await (options.once ? Promise.race([stopping, backend.runner!.drained()]) : stopping);
  } finally {
    notifier.stopping();
    await backend.stop();
  }
  if (options.once) console.log("No job is left");
}
