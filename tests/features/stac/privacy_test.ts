/** What a stranger can tell apart does not depend on what is private. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { BASE, type StacTest, stacTest } from "./support.ts";
import { type Secrets, secrets, seedWorld } from "./private_worlds.ts";
import { questions } from "./questions.ts";

const RUNS = Deno.env.has("TEST_THOROUGH") ? 60 : 2;
const PAGING = ["next", "prev", "first", "last"];

/** The whole answer but for what changes by itself, and the answers to the pages it leads to. */
async function answersTo(ask: StacTest["ask"], path: string, role: string, depth = 1): Promise<string[]> {
  const response = await ask(path, role);
  const bytes = new Uint8Array(await response.arrayBuffer());
  const isText = !response.headers.get("Content-Type")?.includes("mapbox");
  const text = isText ? new TextDecoder().decode(bytes) : bytes.toHex?.() ?? [...bytes].join(" ");
  const headers = ["ETag", "Content-Type", "Content-Length", "Last-Modified", "Location", "Cache-Control"]
    .map((name) => `${name}: ${response.headers.get(name)}`);
  const body = text.replace(/<lastBuildDate>[^<]*<\/lastBuildDate>/, "");
  const own = `${role} ${path}\n${response.status}\n${headers.join("\n")}\n${body}`;
  assert.ok(response.status < 500 || text.includes('"geometry"'), own);
  if (depth === 0 || !response.headers.get("Content-Type")?.includes("json") || response.status >= 300) return [own];
  const links: { rel: string; href: string; method?: string }[] = JSON.parse(text).links ?? [];
  const pages: string[] = [];
  for (const { rel, href } of links) {
    if (PAGING.includes(rel) && href.startsWith(BASE)) {
      pages.push(...await answersTo(ask, href.slice(BASE.length), role, depth - 1));
    }
  }
  return [own, ...pages];
}

stacTest("What a stranger can tell apart does not depend on what is private", async ({ sql, ask, account }) => {
  const bob = await account("bob"), camille = await account("camille");
  const worlds = fc.tuple(
    fc.array(secrets, { maxLength: 5, size: "max" }),
    fc.array(secrets, { maxLength: 5, size: "max" }),
    questions(bob),
  );
  let difference = "";
  const outcome = await fc.check(
    fc.asyncProperty(worlds, async ([one, other, asked]) => {
      const first = await allAnswers(one, asked), second = await allAnswers(other, asked);
      const index = first.findIndex((answer, index) => answer !== second[index]);
      if (index >= 0) difference = `${first[index]}\n\n${second[index]}`;
      return index < 0 && first.length === second.length;
    }),
    { numRuns: RUNS, endOnFailure: true },
  );
  assert.ok(!outcome.failed, `seed ${outcome.seed}: ${difference || outcome.errorInstance}`);

  async function allAnswers(world: Secrets[], asked: string[]): Promise<string[]> {
    await seedWorld(sql, bob, camille, world);
    const answers: string[] = [];
    for (const path of asked) {
      for (const role of ["anonymous", "camille"]) answers.push(...await answersTo(ask, path, role));
    }
    return answers;
  }
});
