/** A server in a process of its own, as people run it. */
import assert from "node:assert/strict";
import { SOURCE_PROGRAM } from "./program.ts";

export interface ServerProcess {
  url: string;
  pid: number;
  /** Ends the process at once, as a loss of power would (SIGKILL). */
  kill(): Promise<void>;
  /** Asks the process to end (SIGTERM); its exit code. */
  stop(): Promise<number>;
}

/** Milliseconds that a start may take, on a slow machine. */
const PATIENCE = 90_000;

/**
 * Starts `serve` on a free port, and waits until it answers.
 * @param variables settings by the names of their environment variables
 */
export async function startServerProcess(variables: Record<string, string>): Promise<ServerProcess> {
  const port = freePort();
  const process = command(variables, ["serve", "--port", String(port)], "null").spawn();
  const url = `http://127.0.0.1:${port}`;
  await untilReady(url, process);
  return {
    url,
    pid: process.pid,
    async kill() {
      process.kill("SIGKILL");
      await process.status;
    },
    async stop() {
      process.kill("SIGTERM");
      return (await process.status).code;
    },
  };
}

/** Runs an administration command to its end; what it printed. */
export async function runCommand(variables: Record<string, string>, ...args: string[]): Promise<string> {
  const { code, stdout } = await command(variables, args, "piped").output();
  assert.equal(code, 0, `panoramax ${args.join(" ")} failed`);
  return new TextDecoder().decode(stdout);
}

/** Nothing of the environment reaches the process but what the runtime itself needs. */
function command(variables: Record<string, string>, args: string[], stdout: "null" | "piped"): Deno.Command {
  const inherited = ["PATH", "HOME", "DENO_DIR", "DENO_CERT", "SSL_CERT_FILE"].flatMap((name) => {
    const value = Deno.env.get(name);
    return value === undefined ? [] : [[name, value]];
  });
  const [program, ...start] = SOURCE_PROGRAM;
  return new Deno.Command(program, {
    args: [...start, ...args],
    env: { ...Object.fromEntries(inherited), API_LOG_LEVEL: "warn", ...variables },
    clearEnv: true,
    stdin: "null",
    stdout,
    stderr: "inherit",
  });
}

async function untilReady(url: string, process: Deno.ChildProcess): Promise<void> {
  let ended: Deno.CommandStatus | undefined;
  process.status.then((status) => ended = status);
  const deadline = Date.now() + PATIENCE;
  while (Date.now() < deadline) {
    assert.equal(ended, undefined, "The server ended instead of starting");
    const response = await fetch(`${url}/api/health`).catch(() => undefined);
    await response?.body?.cancel();
    if (response?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  assert.fail(`The server did not answer within ${PATIENCE} ms`);
}

function freePort(): number {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = listener.addr;
  listener.close();
  return port;
}
