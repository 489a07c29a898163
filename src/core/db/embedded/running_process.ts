/**
 * Which process runs the database of a data folder: written next to its lock, so that commands can use the database of a
 * running server. Only valid while locked.
 */
import { connect } from "node:net";
import { z } from "zod";

const runningProcess = z.object({
  /** Process id. */
  pid: z.int(),
  role: z.enum(["server", "command"]),
  /** Path of the unix socket. */
  socket: z.string(),
});

/** The process that runs an embedded database, as its file tells other processes. */
export type RunningProcess = z.infer<typeof runningProcess>;

/** Replaces the content atomically for readers. */
export async function writeRunningProcess(path: string, content: RunningProcess): Promise<void> {
  const temporary = `${path}.new`;
  await Deno.writeTextFile(temporary, JSON.stringify(content) + "\n");
  await Deno.rename(temporary, path);
}

/** What is written, if anything is. */
export async function readRunningProcess(path: string): Promise<RunningProcess | undefined> {
  try {
    return runningProcess.parse(JSON.parse(await Deno.readTextFile(path)));
  } catch (error) {
    if (error instanceof Deno.errors.NotFound || error instanceof SyntaxError || error instanceof z.ZodError) {
      return undefined;
    }
    throw error;
  }
}

/** Removes what is written, if anything is. */
export async function removeRunningProcess(path: string): Promise<void> {
  try {
    await Deno.remove(path);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
}

/** Whether somebody listens on a unix socket. */
function answers(socket: string): Promise<boolean> {
  return new Promise((resolve) => {
    const attempt = connect(socket);
    attempt.once("connect", () => {
      attempt.destroy();
      resolve(true);
    });
    attempt.on("error", () => resolve(false));
  });
}

/** The process that runs the database, once it accepts connections; undefined until then. */
export async function findRunningProcess(path: string): Promise<RunningProcess | undefined> {
  const running = await readRunningProcess(path);
  return running && await answers(running.socket) ? running : undefined;
}
