/** The program as a process of its own: a compiled binary, or its source run by Deno. */
import assert from "node:assert/strict";
import { resolve } from "node:path";

/** How to start it, before the arguments. */
export type Program = readonly [command: string, ...args: string[]];

/** Run from its source. Packages are there already: to look would make processes that start together wait for each other. */
function sourceProgram(...options: string[]): Program {
  return [
    Deno.execPath(),
    "run",
    "--quiet",
    "--allow-all",
    "--no-prompt",
    "--node-modules-dir=manual",
    ...options,
    resolve(import.meta.dirname!, "../../main.ts"),
  ];
}

/**
 * From its source, for seconds, and without the optimizing compiler of WebAssembly: it takes a third of the processor time of
 * a command that starts the embedded database, and nothing is the sooner done for it. Binaries have it, and so do databases in
 * the process of the test itself.
 */
export const SOURCE_PROGRAM = sourceProgram("--v8-flags=--liftoff-only");

/** From its source, to run for minutes. */
export const LASTING_PROGRAM = sourceProgram();

const PERMISSIONS = ["net", "env", "sys", "ffi", "read", "write"].map((name) => `--allow-${name}`);

/** From its source, with no more permissions than the binary has. */
export const WITH_PERMISSIONS_OF_BINARY: Program = [
  Deno.execPath(),
  ...SOURCE_PROGRAM.slice(1).flatMap((argument) => argument === "--allow-all" ? PERMISSIONS : [argument]),
];

/** Where it runs. Of the environment it only gets what is given, and `PATH`. */
export interface Surroundings {
  folder: string;
  environment?: Record<string, string>;
}

/** How a process ended. */
export interface Outcome {
  code: number;
  stdout: string;
  stderr: string;
}

/** Runs a command to its end. @param input what it gets on its standard input; left out, that is closed */
export async function runProgram(
  program: Program,
  args: string[],
  surroundings: Surroundings,
  input?: string,
): Promise<Outcome> {
  const process = command(program, args, surroundings, input === undefined ? "null" : "piped").spawn();
  if (input !== undefined) {
    const writer = process.stdin.getWriter();
    await writer.write(new TextEncoder().encode(input)).then(() => writer.close()).catch(() => {});
  }
  const { code, stdout, stderr } = await process.output();
  const decoder = new TextDecoder();
  return { code, stdout: decoder.decode(stdout), stderr: decoder.decode(stderr) };
}

/** A server that was started and answers. Left by `await using`, it is killed if it still runs. */
export interface ServerProcess extends AsyncDisposable {
  /** As its banner says, such as `http://127.0.0.1:5000`. */
  url: string;
  pid: number;
  /** What it has printed so far. */
  printed(): string;
  /** Sends SIGTERM and waits for the end. */
  stop(): Promise<Outcome>;
}

/**
 * Starts `serve` and waits until it is ready.
 * @param port any free one when left out
 * @throws AssertionError with what it printed, when it ends instead
 */
export async function serveProgram(
  program: Program,
  surroundings: Surroundings,
  port: string | number = 0,
): Promise<ServerProcess> {
  const process = command(program, ["serve", "--port", String(port)], surroundings).spawn();
  const stderr = new Response(process.stderr).text();
  let stdout = "";
  const ready = Promise.withResolvers<string | undefined>();
  const read = (async () => {
    for await (const text of process.stdout.pipeThrough(new TextDecoderStream())) {
      stdout += text;
      const url = /is ready: (\S+)\n/.exec(stdout)?.[1];
      if (url) ready.resolve(url);
    }
    ready.resolve(undefined);
  })();
  const ended = async (): Promise<Outcome> => {
    const [{ code }] = await Promise.all([process.status, read]);
    return { code, stdout, stderr: await stderr };
  };
  let isRunning = true;
  const url = await ready.promise;
  if (!url) assert.fail(`The server ended: ${JSON.stringify(await ended(), null, 2)}`);
  return {
    url,
    pid: process.pid,
    printed: () => stdout,
    async stop() {
      process.kill("SIGTERM");
      const outcome = await ended();
      isRunning = false;
      return outcome;
    },
    async [Symbol.asyncDispose]() {
      if (!isRunning) return;
      isRunning = false;
      process.kill("SIGKILL");
      await ended();
    },
  };
}

/** A command that runs until it is killed. Left by `await using`, it is. */
export function startProgram(program: Program, args: string[], surroundings: Surroundings): AsyncDisposable {
  const process = command(program, args, surroundings).spawn();
  const ended = Promise.all([process.stdout.cancel(), process.stderr.cancel(), process.status]);
  return {
    async [Symbol.asyncDispose]() {
      try {
        process.kill("SIGKILL");
      } catch {
        // It has ended by itself, as when the database is away.
      }
      await ended;
    },
  };
}

function command(
  program: Program,
  args: string[],
  { folder, environment }: Surroundings,
  stdin: "null" | "piped" = "null",
): Deno.Command {
  const [first, ...others] = program;
  return new Deno.Command(first, {
    args: [...others, ...args],
    cwd: folder,
    clearEnv: true,
    env: { PATH: Deno.env.get("PATH") ?? "", ...denoFolder(first), ...environment },
    stdin,
    stdout: "piped",
    stderr: "piped",
  });
}

/** Deno finds its cache by HOME, or by DENO_DIR; a compiled program needs neither. */
function denoFolder(command: string): Record<string, string> {
  if (command !== Deno.execPath()) return {};
  const names = ["HOME", "DENO_DIR", "DENO_TLS_CA_STORE", "DENO_CERT"];
  return Object.fromEntries(names.flatMap((name) => {
    const value = Deno.env.get(name);
    return value === undefined ? [] : [[name, value]];
  }));
}
