/**
 * Two accounts change what they own through two servers, while both and somebody anonymous read through both without a pause. No
 * answer may be older than its request, and none meant for somebody else.
 */
import assert from "node:assert/strict";
import { onlyRow } from "../../../src/core/db/rows.ts";
import { openPool } from "../../../src/core/db/sql.ts";
import { Team } from "../../../src/core/threads/mod.ts";
import { listen } from "../../../src/main/listen.ts";
import { nativeDatabaseTest } from "../../support/databases.ts";
import { answer, serverTest, type TestServer } from "../../support/server.ts";
import { seedSequence, uuid, walk } from "./seeds.ts";

/** The rows have no files: jobs would take them for broken. */
const NO_JOBS = { PICTURE_PROCESS_THREADS_LIMIT: "0" };
const ROUNDS = Deno.env.get("TEST_THOROUGH") === "true" ? 200 : 25;
/** Readers of each kind, for each server. */
const READERS = 2;

type Json = Record<string, unknown> & {
  id: string;
  title?: string;
  links: { rel: string; href: string }[];
  features?: Json[];
  collections?: Json[];
};

/** An account with a collection of five pictures. */
interface Owner {
  name: string;
  headers: Record<string, string>;
  collection: string;
  /** The picture that is hidden from others and shown again. */
  picture: string;
  /** Number of the last title that was acknowledged. */
  written: number;
  /** Whether others may see the picture; undefined while it is being changed. */
  isShown: boolean | undefined;
  /** How often `isShown` was set. */
  changes: number;
}

async function makeOwner(server: TestServer, name: string, number: number): Promise<Owner> {
  const headers = await server.account(name);
  const { id: account } = onlyRow(await server.sql<{ id: string }[]>`SELECT id FROM accounts WHERE name = ${name}`);
  const collection = uuid(number), pictures = walk(number + 1);
  await seedSequence(server.sql, { id: collection, account, title: `${name} 0`, pictures });
  return { name, headers, collection, picture: pictures[2].id, written: 0, isShown: true, changes: 0 };
}

async function write(urls: string[], owner: Owner): Promise<void> {
  const patch = (round: number, path: string, body: unknown) =>
    answer(fetch(`${urls[round % urls.length]}${path}`, {
      method: "PATCH",
      headers: { ...owner.headers, "Content-Type": "application/json" },
      body: JSON.stringify(body),
    }));
  const { collection, picture } = owner;
  for (let round = 1; round <= ROUNDS; round++) {
    await patch(round, `/api/collections/${collection}`, { title: `${owner.name} ${round}` });
    owner.written = round;
    owner.isShown = undefined;
    owner.changes++;
    const visibility = round % 2 === 1 ? "owner-only" : "anyone";
    await patch(round + 1, `/api/collections/${collection}/items/${picture}`, { visibility });
    owner.isShown = visibility === "anyone";
    owner.changes++;
  }
}

/** Asks for everything that shows the collection. @param reader undefined for somebody anonymous */
async function read(url: string, owner: Owner, reader: Owner | undefined): Promise<void> {
  const headers = reader?.headers ?? {}, isOwner = reader === owner;
  const { collection, picture } = owner;
  const ask = async (path: string): Promise<Json> => await answer(fetch(`${url}/api${path}`, { headers }));

  const checkCollection = (found: Json | undefined, least: number, what: string) => {
    const [name, number] = found?.title?.split(" ") ?? [];
    assert.equal(name, owner.name, what);
    assert.ok(Number(number) >= least, `${what} of ${reader?.name}: ${number} is older than ${least}`);
  };
  let least = owner.written;
  const single = await ask(`/collections/${collection}`);
  checkCollection(single, least, "the collection");
  checkLinks(single, isOwner, reader);
  least = owner.written;
  const list = await ask("/collections?limit=10");
  checkCollection(list.collections?.find(({ id }) => id === collection), least, "the list");

  const pages = [
    `/collections/${collection}/items?limit=10`,
    `/search?collections=${collection}`,
    `/search?ids=${picture}`,
    "/search?bbox=1.9,48.9,2,49.1",
  ];
  for (const path of pages) {
    const { isShown, changes } = owner;
    const { features } = await ask(path);
    // Changed meanwhile: either is right.
    if (changes !== owner.changes || isShown === undefined) continue;
    const found = features?.find(({ id }) => id === picture);
    assert.equal(found !== undefined, isShown || isOwner, `${path} of ${reader?.name}, shown: ${isShown}`);
  }
  const { isShown, changes } = owner;
  const response = await fetch(`${url}/api/collections/${collection}/items/${picture}`, { headers });
  const item = await response.json();
  if (response.ok) checkLinks(item, isOwner, reader);
  if (changes === owner.changes && isShown !== undefined) {
    assert.equal(response.status, isShown || isOwner ? 200 : 404, `the item of ${reader?.name}`);
  }
}

/** The owner may delete, other accounts may edit, somebody anonymous may neither. */
function checkLinks({ links }: Json, isOwner: boolean, reader: Owner | undefined): void {
  const rels = links.map(({ rel }) => rel);
  assert.equal(rels.includes("delete"), isOwner, `delete, of ${reader?.name}`);
  assert.equal(rels.includes("edit"), reader !== undefined, `edit, of ${reader?.name}`);
}

serverTest(
  "while two servers are written to and read from, no answer is older than its request or somebody else's",
  async (server) => {
    const sql = openPool(server.database.target, { max: 5 });
    const other = await listen({ ...server.backend.services, sql, team: new Team() });
    try {
      const urls = [server.url, other.url];
      const owners = [await makeOwner(server, "Zoé", 100), await makeOwner(server, "Yun", 200)];
      let isOver = false, reads = 0;
      const readers = [...owners, undefined].flatMap((reader) =>
        urls.flatMap((url) =>
          Array.from({ length: READERS }, async () => {
            while (!isOver) {
              for (const owner of owners) await read(url, owner, reader);
              reads++;
            }
          })
        )
      );
      const writers = Promise.all(owners.map((owner) => write(urls, owner))).finally(() => isOver = true);
      await Promise.all([
        writers,
        ...readers.map((reading) =>
          reading.catch((error) => {
            isOver = true;
            throw error;
          })
        ),
      ]);
      assert.ok(reads > readers.length, `${reads} rounds`);
      // With nothing to disturb them, answers come from memory, and are still the caller's own.
      for (let round = 0; round < 4; round++) {
        for (const url of urls) {
          for (const owner of owners) for (const reader of [...owners, undefined]) await read(url, owner, reader);
        }
      }
    } finally {
      await other.stop();
      await sql.end();
    }
  },
  NO_JOBS,
  nativeDatabaseTest,
);
