/**
 * Every route of a running server, by every method, as anybody, an account and an administrator, with parameters and bodies
 * that fit the OpenAPI document and ones that do not. No answer may be a failure of the server, and it must go on answering.
 */
import assert from "node:assert/strict";
import { makePicture, walk } from "../../tests/support/pictures.ts";
import { LASTING_PROGRAM, runProgram, serveProgram, type Surroundings } from "../../tests/support/program.ts";
import { createUploadSet, sendFile } from "../../tests/support/uploads.ts";
import { mutateText, randomJson } from "../mutate.ts";
import type { Random } from "../random.ts";
import type { Target } from "../target.ts";

interface Parameter {
  name: string;
  in: string;
}

interface Operation {
  method: string;
  path: string;
  parameters: Parameter[];
  /** Names of members of its body. */
  members: string[];
}

interface Call {
  method: string;
  /** Place in the list of callers: credentials differ from run to run. */
  caller: number;
  path: string;
  headers: Record<string, string>;
  body?: string;
}

const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];
const TEXTS = [
  "1",
  "0",
  "-1",
  "9".repeat(30),
  "ready",
  "me",
  "[0,0,1,1]",
  "0,0,1,1",
  "180,-90,-180,90",
  "2024-01-01/..",
  "id='a'",
  "%00",
  "'",
  "..%2f..",
  "_.".repeat(900),
  "a".repeat(3000),
  "%F0%9F%8E%88",
  "NaN",
  "1e400",
  "true",
  "fr",
  "POINT(0 0)",
  "*",
  "",
];
const TYPES = [
  "application/json",
  "application/x-www-form-urlencoded",
  "multipart/form-data; boundary=a",
  "text/plain",
  "",
];
/** Milliseconds for an answer, on a machine that does other work too. */
const LONGEST_ANSWER = 10_000;
/** Answers that say that a server cannot do something on purpose: not implemented, or away for a moment. */
const HONEST_FAILURES = new Set([501, 502, 503, 507]);
const MOST_GROWTH = 600e6;
/** They would make strangers of the callers. */
const ENDS_LOGINS = /^\/api\/(auth\/logout|users\/me\/tokens)$/;

const encoder = new TextEncoder(), decoder = new TextDecoder();

export async function routesTarget(): Promise<Target> {
  const folder = await Deno.makeTempDir({ prefix: "panoramax-fuzz-" });
  const surroundings = { folder, environment: { API_LOG_LEVEL: "error", API_KEEP_ANONYMOUS_UPLOADS: "true" } };
  const server = await serveProgram(LASTING_PROGRAM, surroundings);
  const token = (await runProgram(LASTING_PROGRAM, ["default-account-tokens", "get"], surroundings)).stdout.trim();
  const administrator = { Authorization: `Bearer ${token}` };
  const callers = [{}, administrator, await makeAccount(server.url, surroundings)];
  const ids = await seed(server.url);
  const operations = readOperations(await (await fetch(`${server.url}/api/docs/specs.json`)).json());
  let memoryAtStart: number | undefined;
  return {
    name: "routes",
    generate: (random) => encoder.encode(JSON.stringify(makeCall(random, operations, ids, callers.length))),
    async check(input) {
      const { method, path, caller, headers, body } = JSON.parse(decoder.decode(input)) as Call;
      const response = await fetch(server.url + path, {
        method,
        headers: { ...headers, ...callers[caller] },
        ...(body === undefined ? {} : { body }),
        redirect: "manual",
        signal: AbortSignal.timeout(LONGEST_ANSWER),
      });
      const text = await response.text();
      const { status } = response;
      assert(status < 500 || HONEST_FAILURES.has(status), `${method} ${path} answers ${status}: ${text.slice(0, 300)}`);
      assert(!/\b(SELECT|INSERT INTO|violates|relation ")/.test(text) || status < 400, `SQL in an answer: ${text}`);
      memoryAtStart ??= await memory(server.url);
    },
    async [Symbol.asyncDispose]() {
      const grown = await memory(server.url) - (memoryAtStart ?? 0);
      const known = await Promise.all(callers.map((headers) => isKnown(server.url, headers)));
      const { code, stderr } = await server.stop();
      await Deno.remove(folder, { recursive: true });
      assert.equal(code, 0, stderr);
      assert.deepEqual(known, [false, true, true], "callers are who they were");
      if (memoryAtStart) assert(grown < MOST_GROWTH, `Memory grew by ${Math.round(grown / 1e6)} MB`);
    },
  };
}

/** An account like any other; the headers of its session. */
async function makeAccount(url: string, surroundings: Surroundings): Promise<Record<string, string>> {
  const [name, password] = ["mallory", "a long sentence with spaces"];
  await runProgram(LASTING_PROGRAM, ["user", name, "--create", "--password"], surroundings, `${password}\n`);
  const response = await fetch(`${url}/login`, {
    method: "POST",
    redirect: "manual",
    body: new URLSearchParams({ name, password }),
  });
  await response.body?.cancel();
  const session = response.headers.getSetCookie().find((cookie) => cookie.startsWith("session="));
  assert(session, `The login answers ${response.status}`);
  return { Cookie: session.split(";")[0]! };
}

/** Some pictures, so that ids exist. */
async function seed(url: string): Promise<string[]> {
  const set = await createUploadSet({ url });
  const ids = [set];
  for (const [index, options] of walk(3, { width: 64, height: 32 }).entries()) {
    const response = await sendFile({ url }, set, {
      name: `${index}.jpg`,
      bytes: await makePicture({ ...options, seed: index }),
    });
    ids.push((await response.json()).picture_id);
  }
  return ids;
}

async function isKnown(url: string, headers: Record<string, string>): Promise<boolean> {
  const response = await fetch(`${url}/api/users/me`, { headers, redirect: "manual" });
  await response.body?.cancel();
  return response.status === 200;
}

async function memory(url: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  return Number(/^process_resident_memory_bytes (\S+)$/m.exec(text)?.[1]);
}

// deno-lint-ignore no-explicit-any -- the document is read as what OpenAPI says it is
function readOperations(document: any): Operation[] {
  return Object.entries<Record<string, unknown>>(document.paths).flatMap(([path, methods]) =>
    // deno-lint-ignore no-explicit-any -- as above
    Object.entries<any>(methods).map(([method, operation]) => ({
      method: method.toUpperCase(),
      path,
      parameters: operation.parameters ?? [],
      members: Object.keys(operation.requestBody?.content?.["application/json"]?.schema?.properties ?? {}),
    }))
  );
}

function makeCall(
  random: Random,
  operations: Operation[],
  ids: string[],
  callers: number,
): Call {
  const operation = random.pick(operations);
  const value = (name: string) => {
    if (/id$|collection|picture/i.test(name) && random.chance(0.8)) return random.pick(ids);
    return random.chance(0.7)
      ? random.pick(TEXTS)
      : encodeURIComponent(mutateText("a1,2", TEXTS, random).slice(0, 4000));
  };
  const path = operation.path.replaceAll(/\{(\w+)\}/g, (_, name) => value(name) || "x");
  const query = operation.parameters.filter((parameter) => parameter.in === "query" && random.chance(0.4))
    .map(({ name }) => `${encodeURIComponent(name)}=${value(name)}`).join("&");
  const method = random.chance(0.85) ? operation.method : random.pick(METHODS);
  const hasBody = !["GET", "HEAD", "OPTIONS"].includes(method);
  const names = [...operation.members, "type", "coordinates", "semantics", "filter", "bbox", "a"];
  return {
    method,
    path: query ? `${path}?${query}` : path,
    caller: ENDS_LOGINS.test(operation.path) ? 0 : random.below(callers),
    headers: {
      ...(hasBody ? { "Content-Type": random.chance(0.8) ? "application/json" : random.pick(TYPES) } : {}),
      ...(random.chance(0.1) ? { "Accept-Language": "fr" } : {}),
      ...(random.chance(0.1) ? { Accept: "text/html" } : {}),
    },
    ...(hasBody ? { body: JSON.stringify(randomJson(random, names)) } : {}),
  };
}
