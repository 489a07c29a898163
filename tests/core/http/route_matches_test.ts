import assert from "node:assert/strict";
import { TrieRouter } from "hono/router/trie-router";
import { rememberMatches } from "../../../src/core/http/route_matches.ts";

const ID = "4366dddb-8a71-4f6e-a3d4-cb6b545476bb", OTHER_ID = "A366DDDB-8A71-4F6E-A3D4-CB6B545476BB";
const UUID = "[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}";

const ROUTES = [
  ["ALL", "*"],
  ["GET", "/"],
  ["GET", "/api"],
  ["GET", "/api/things/me"],
  ["GET", `/api/things/:p0{${UUID}}`],
  ["DELETE", `/api/things/:p0{${UUID}}`],
  ["GET", `/api/things/:p0{${UUID}}/:p1{[^/_]+_[^/.]+\\.[A-Za-z0-9]+}`],
  ["GET", "/api/map/:p0{\\d+}/:p1{\\d+}/:p2{\\d+\\.[^/]+}"],
  ["GET", "/api/map/:p0{[A-Za-z0-9]+}"],
  ["GET", "/static/:p0{.+}"],
] as const;

const PATHS = [
  "/",
  "/api",
  "/api/",
  "/api/things",
  "/api/things/me",
  "/api/things/1",
  `/api/things/${ID}`,
  `/api/things/${OTHER_ID}`,
  `/api/things/${ID}/3_1.jpg`,
  `/api/things/${ID}/10_12.jpg`,
  `/api/things/${ID}/tiled`,
  `/api/things/${ID}0`,
  `/api/things/x${ID}`,
  "/api/map/1/2/3.mvt",
  "/api/map/15/16000/11.mvt",
  "/api/map/15/16000/11",
  "/api/map/15/x/11.mvt",
  "/api/map/15",
  "/api/map/sat",
  `/api/map/${ID}`,
  "/static/a/1/2.js",
  `/static/${ID}/${"a".repeat(300)}`,
  "/nothing/7",
  "*",
];

function matchers() {
  const plain = new TrieRouter<string>(), remembering = rememberMatches(new TrieRouter<string>());
  for (const [method, path] of ROUTES) {
    for (const matcher of [plain, remembering]) matcher.add(method, path, `${method} ${path}`);
  }
  return { plain, remembering };
}

function handlersOf([handlers]: ReturnType<TrieRouter<string>["match"]>): string[] {
  return handlers.map(([handler]) => handler);
}

Deno.test("a path leads to the same handlers from memory, whatever was asked before", () => {
  const { plain, remembering } = matchers();
  for (const paths of [PATHS, PATHS.toReversed(), PATHS]) {
    for (const path of paths) {
      for (const method of ["GET", "DELETE", "POST"]) {
        const what = `${method} ${path}`;
        assert.deepEqual(handlersOf(remembering.match(method, path)), handlersOf(plain.match(method, path)), what);
      }
    }
  }
});

Deno.test("paths that differ in ids and numbers share what is remembered", () => {
  const { remembering } = matchers();
  const match = (path: string) => remembering.match("GET", path);
  assert.equal(match(`/api/things/${ID}`), match(`/api/things/${OTHER_ID}`));
  assert.equal(match("/api/map/1/2/3.mvt"), match("/api/map/15/16000/11.mvt"));
  assert.notEqual(match("/api/map/1/2/3.mvt"), match("/api/map/1/2/3.json"));
});

Deno.test("a route added later is found", () => {
  const { remembering } = matchers();
  assert.deepEqual(handlersOf(remembering.match("GET", "/later")), ["ALL *"]);
  remembering.add("GET", "/later", "late");
  assert.deepEqual(handlersOf(remembering.match("GET", "/later")), ["ALL *", "late"]);
});

Deno.test("a route with a number in its path is refused: others would lead there too", () => {
  const { remembering } = matchers();
  assert.throws(() => remembering.add("GET", "/api/404", "x"), /must not have a number/);
  assert.throws(() => remembering.add("GET", "/api/404.html", "x"), /must not have a number/);
  remembering.add("GET", "/api/v1", "x");
  assert.deepEqual(handlersOf(remembering.match("GET", "/api/v1")), ["ALL *", "x"]);
});
