/** Who runs the database of a data folder, written beside its lock so that others can join. Only valid while locked. */
import { z } from "zod";

const holder = z.object({
  /** Process id. */
  pid: z.int(),
  role: z.enum(["server", "command"]),
  /** Path of the unix socket. */
  socket: z.string(),
});

export type Holder = z.infer<typeof holder>;

/** Replaces what is written, at once for readers. */
export async function writeHolder(path: string, content: Holder): Promise<void> {
  const temporary = `${path}.new`;
  await Deno.writeTextFile(temporary, JSON.stringify(content) + "\n");
  await Deno.rename(temporary, path);
}

/** What is written, if anything is. */
export async function readHolder(path: string): Promise<Holder | undefined> {
  try {
    return holder.parse(JSON.parse(await Deno.readTextFile(path)));
  } catch (error) {
    if (error instanceof Deno.errors.NotFound || error instanceof SyntaxError || error instanceof z.ZodError) {
      return undefined;
    }
    throw error;
  }
}

/** Removes what is written, if anything is. */
export async function removeHolder(path: string): Promise<void> {
  try {
    await Deno.remove(path);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
}
