/** Python's requests with a streamed form, as cameras use it. */
import assert from "node:assert/strict";
import { serverTest, type TestServer } from "../../support/server.ts";
import { CAMERA, type SyncClient } from "./client.ts";

const PYTHON = Deno.env.get("PYTHON") ?? "python3";
const PROGRAM = new URL("python/client.py", import.meta.url).pathname;

/** One request; see python/client.py. */
export interface Call {
  method?: string;
  kind: string;
  metadata: Record<string, unknown>;
  media?: string;
  repeat?: number;
  name?: string;
  timezone?: string;
  slots?: number;
  nan?: string;
  username?: string;
  key?: string;
  authorization?: string;
  json?: string;
}
// deno-lint-ignore no-explicit-any
export type Answer = { status: number; body: any };

/** As many answers as calls. */
type AnswersTo<Calls extends readonly Call[]> = { -readonly [Index in keyof Calls]: Answer };

const hasPackages = await new Deno.Command(PYTHON, { args: ["-c", "import requests_toolbelt"], stderr: "null" })
  .output().then(({ success }) => success, () => false);

/** Registers a test where there is a Python with requests and requests-toolbelt: `python3`, or what `PYTHON` names. */
export function pythonTest(name: string, body: (server: TestServer) => Promise<void>): void {
  if (hasPackages) serverTest(name, body);
  else Deno.test({ name, ignore: true, fn: () => {} });
}

/** Sends one call after the other. @returns an answer for each call */
export async function sendAll<const Calls extends readonly Call[]>(
  client: Pick<SyncClient, "url" | "username" | "key">,
  calls: Calls,
): Promise<AnswersTo<Calls>> {
  const process = new Deno.Command(PYTHON, { args: [PROGRAM], stdin: "piped", stdout: "piped" }).spawn();
  const job = { url: client.url, username: client.username, key: client.key };
  const writer = process.stdin.getWriter();
  await writer.write(new TextEncoder().encode(
    JSON.stringify({ ...job, calls: calls.map((call) => ({ method: "PUT", ...call })) }),
  ));
  await writer.close();
  const { success, stdout } = await process.output();
  assert.ok(success);
  // The program prints a line for each call.
  return JSON.parse(`[${new TextDecoder().decode(stdout).trim().split("\n").join()}]`);
}

/** The announcement of the camera, as it is sent at every start. */
export const camera: Call = {
  kind: "camera",
  metadata: { type: 1, name: "cam", uuid: CAMERA, utc_offset: -28800.0, hidden: true, tz: "PST" },
};
