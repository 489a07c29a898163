/** A socket that stands for that of systemd, and what a program sends to it. */
import { resolve } from "node:path";

/** The messages, as they come. */
export interface NotifySocket extends AsyncDisposable {
  /** For `NOTIFY_SOCKET`. */
  path: string;
  /** The next message; waits for it. */
  next(): Promise<string>;
}

/** Listens in a process of its own: Deno receives datagrams behind an unstable flag only. */
export async function listenAsSystemd(folder: string): Promise<NotifySocket> {
  const path = `${folder}/notify`;
  const receiver = new Deno.Command(Deno.execPath(), {
    args: [
      "run",
      "--quiet",
      "-A",
      "--no-config",
      "--unstable-net",
      resolve(import.meta.dirname!, "datagrams.ts"),
      path,
    ],
    stdin: "null",
    stdout: "piped",
  }).spawn();
  const lines = linesOf(receiver.stdout);
  const next = async (): Promise<string> => {
    const { value, done } = await lines.next();
    if (done) throw new Error("The receiver has ended");
    return JSON.parse(value);
  };
  await next();
  return {
    path,
    next,
    async [Symbol.asyncDispose]() {
      receiver.kill("SIGKILL");
      await receiver.status;
    },
  };
}

async function* linesOf(stream: ReadableStream<Uint8Array<ArrayBuffer>>): AsyncGenerator<string> {
  let waiting = "";
  for await (const text of stream.pipeThrough(new TextDecoderStream())) {
    const lines = (waiting + text).split("\n");
    waiting = lines.pop() ?? "";
    yield* lines;
  }
}
