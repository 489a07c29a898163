/** What nobody sends by mistake: paths made against patterns, JSON made against stacks, values that no column holds. */
import assert from "node:assert/strict";
import { createApp } from "../../../src/main/app.ts";
import { pathReader } from "../../../src/core/http/router.ts";
import { serverTest, type TestServer } from "../../support/server.ts";

const ID = "4366dddb-8a71-4f6e-a3d4-cb6b545476bb";
/** A pattern that tries again takes milliseconds for each character of such paths. */
const MOST_MICROSECONDS_PER_CHARACTER = 5;
const LENGTH = 20_000;

/** Paths that nearly fit: each parameter is a long run of what stands between parameters, and the end does not fit. */
function hostilePaths(path: string): string[] {
  const fillers = new Set([
    "_",
    ".",
    "-",
    "0",
    "a",
    "/",
    "_.",
    "._",
    "-.",
    "0_0.",
    ...path.replaceAll(/\{[^}]*\}/g, ""),
  ]);
  return [...fillers].flatMap((filler) => {
    const run = filler.repeat(Math.ceil(LENGTH / filler.length));
    const fill = (value: string) =>
      path.replaceAll(/\{\w+(?::(\w+))?\}/g, (_, kind) => kind === "uuid" ? ID : kind === "int" ? "0" : value);
    return [fill(run), `${fill(run)}\n`, `${fill("x")}${run}!/`, run];
  });
}

/** The shortest of some runs: other work of the machine only makes them longer. */
function microsecondsOf(work: () => void): number {
  return Math.min(...Array.from({ length: 5 }, () => {
    const start = performance.now();
    work();
    return (performance.now() - start) * 1000;
  }));
}

serverTest("No path keeps the pattern of any route busy", (server) => {
  const { router, app } = createApp(server.backend.services);
  for (const path of new Set(router.declarations.map((declaration) => declaration.path))) {
    const read = pathReader(path);
    for (const hostile of hostilePaths(path)) {
      const most = MOST_MICROSECONDS_PER_CHARACTER * hostile.length;
      assert.ok(microsecondsOf(() => read(hostile)) < most, `${path} against ${hostile.slice(0, 100)}…`);
      const found = microsecondsOf(() => app.router.match("GET", hostile.replaceAll("\n", "")));
      assert.ok(found < most, `finding ${path} with ${hostile.slice(0, 100)}…`);
    }
  }
  return Promise.resolve();
});

serverTest("Paths longer than any of the server are 414", async (server) => {
  const response = await fetch(`${server.url}/api/pictures/${ID}/tiled/${"_.".repeat(1100)}`);
  assert.equal(response.status, 414);
  assert.deepEqual(await response.json(), { message: "The path of the address is too long", status_code: 414 });
});

const deep = (depth: number) => '{"a":'.repeat(depth) + "1" + "}".repeat(depth);

/** Everything that takes JSON or text from callers into the database. */
const HOSTILE: [method: string, path: string, body?: string][] = [
  ...[65, 1_500, 10_000, 100_000].flatMap((depth): [string, string, string][] => [
    ["POST", "/api/upload_sets", `{"title": "A", "metadata": ${deep(depth)}}`],
    ["POST", "/api/search", `{"filter": ${deep(depth)}, "filter-lang": "cql2-json"}`],
    ["POST", "/api/search", `{"intersects": ${deep(depth)}}`],
    ["POST", "/api/users/me/excluded_areas", deep(depth)],
    ["POST", "/api/collections", deep(depth)],
    ["POST", "/api/reports", `{"issue": "other", "reporter_comments": ${deep(depth)}}`],
    ["PATCH", "/api/users/me", deep(depth)],
  ]),
  ["POST", "/api/upload_sets", '{"title": "A\\u0000B"}'],
  ["POST", "/api/upload_sets", '{"title": "A", "metadata": {"a\\u0000b": 1}}'],
  ["POST", "/api/upload_sets", '{"title": "A", "estimated_nb_files": 99999999999999999999}'],
  ["POST", "/api/upload_sets", '{"title": "A", "split_distance": 2147483648}'],
  ["POST", "/api/upload_sets", '{"title": "A", "split_time": 1e300}'],
  ["POST", "/api/upload_sets", '{"title": "A", "duplicate_distance": 1e400}'],
  ["POST", "/api/upload_sets", '{"title": "A", "relative_heading": 1e300}'],
  ["POST", "/api/collections", '{"title": "A\\u0000B"}'],
  ["GET", "/api/users/search?q=%00"],
  ["GET", "/api/collections?filter=created%3D%27%00%27"],
  ["GET", "/api/collections?limit=99999999999999999999"],
  ["GET", "/api/search?ids=%00"],
  ["GET", "/api/search?bbox=1e400,0,1,1"],
  ["GET", "/api/search?datetime=999999-01-01T00:00:00Z"],
  ["GET", "/api/map/999999999999999999999/0/0.mvt"],
  ["GET", "/api/map/5/99999999999999999999/0.mvt"],
  ["GET", "/api/pages/%00/en"],
  ["GET", `/api/pictures/${ID}/tiled/99999999999999999999_0.jpg`],
];

serverTest("Hostile values are refused as such, without a word of the database", async (server: TestServer) => {
  for (const [method, path, body] of HOSTILE) {
    const response = await fetch(server.url + path, {
      method,
      headers: { ...server.defaultAccount, ...(body ? { "Content-Type": "application/json" } : {}) },
      body,
    });
    const text = await response.text();
    const what = `${method} ${path} ${body?.slice(0, 80)}: ${response.status} ${text.slice(0, 200)}`;
    assert.ok(response.status < 500, what);
    if (body) assert.ok(response.status >= 400, what);
    assert.doesNotMatch(text, /postgres|SQLSTATE|relation|column|byte sequence|out of range for type/i, what);
    assert.ok(text.length < 20_000, what);
  }
  assert.equal((await fetch(`${server.url}/api/health`)).status, 200);
});

serverTest("Of many problems the first twenty are told, with what was sent cut short", async (server) => {
  const tags = Array.from({ length: 500 }, (_, index) => ({ key: "k".repeat(2000), value: index, other: "x" }));
  const response = await fetch(`${server.url}/api/upload_sets`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ title: "A", semantics: tags }),
  });
  assert.equal(response.status, 400);
  const text = await response.text();
  assert.ok(JSON.parse(text).details.length <= 20);
  assert.ok(text.length < 20_000, `${text.length}`);
});

serverTest("Bodies of JSON and forms are bounded, and so is each text in them", async ({ url, defaultAccount }) => {
  const send = async (method: string, path: string, type: string, body: string) => {
    const headers = { ...defaultAccount, "Content-Type": type };
    const response = await fetch(url + path, { method, headers, body });
    await response.body?.cancel();
    return response.status;
  };
  const json = (title: string, rest = "") =>
    send("POST", "/api/upload_sets", "application/json", `{"title": "${title}"}${rest}`);
  assert.equal(await json("x", " ".repeat(1_000_000)), 200);
  assert.equal(await json("x", " ".repeat(1_100_000)), 413);
  assert.equal(await json("x".repeat(10_000)), 200);
  assert.equal(await json("x".repeat(10_001)), 400);
  const form = (size: number) =>
    send("POST", "/api/collections", "application/x-www-form-urlencoded", `title=${"x".repeat(size)}`);
  assert.equal(await form(1_100_000), 413);
  assert.equal(await form(70_000), 400);
});
