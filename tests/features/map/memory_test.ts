/** Answers from memory, asked while others change what they show. */
import assert from "node:assert/strict";
import { onlyRow } from "../../../src/core/db/rows.ts";
import { Team } from "../../../src/core/threads/mod.ts";
import { listen } from "../../../src/main/listen.ts";
import { nativeDatabaseTest } from "../../support/databases.ts";
import { answer, serverTest, type TestServer } from "../../support/server.ts";
import { until } from "../../support/until.ts";
import { seedSequence, uuid, walk } from "../stac/seeds.ts";
import { readTile } from "./support.ts";

/** The rows have no files: jobs would take them for broken. */
const NO_JOBS = { PICTURE_PROCESS_THREADS_LIMIT: "0" };
const WALK = "/api/map/15/16558/11252.mvt";
const PICTURE = `/api/collections/${uuid(1)}/items/${uuid(10)}`;
const ROUNDS = 10;

async function seedWalk({ sql }: TestServer): Promise<void> {
  const { id: account } = onlyRow(await sql<{ id: string }[]>`SELECT id FROM accounts WHERE is_default`);
  await seedSequence(sql, { id: uuid(1), account, pictures: walk(10) });
}

async function show({ url, defaultAccount }: TestServer, visibility: string): Promise<void> {
  await answer(fetch(`${url}${PICTURE}`, {
    method: "PATCH",
    headers: { ...defaultAccount, "Content-Type": "application/json" },
    body: JSON.stringify({ visibility }),
  }));
}

/** How many pictures anonymous callers see on the map. */
async function seenOnMap(url: string): Promise<number> {
  return (await readTile(await fetch(`${url}${WALK}`))).pictures?.length ?? 0;
}

serverTest("a picture that was hidden is not on the next tile, and is again when it is shown", async (server) => {
  await seedWalk(server);
  for (let round = 0; round < ROUNDS; round++) {
    await show(server, "owner-only");
    assert.equal(await seenOnMap(server.url), 4);
    assert.equal(await seenOnMap(server.url), 4, "from memory");
    await show(server, "anyone");
    assert.equal(await seenOnMap(server.url), 5);
    assert.equal(await seenOnMap(server.url), 5, "from memory");
  }
}, NO_JOBS);

serverTest("what is remembered for nobody is not given to members, nor the other way round", async (server) => {
  await seedWalk(server);
  await server.sql`UPDATE pictures SET visibility = 'logged-only' WHERE id = ${uuid(10)}`;
  const member = await server.account("Zoé");
  const asMember = async () =>
    (await readTile(await fetch(`${server.url}${WALK}`, { headers: member }))).pictures?.length;
  await until(async () => await seenOnMap(server.url) === 4);
  for (let round = 0; round < ROUNDS; round++) {
    assert.deepEqual(await Promise.all([asMember(), seenOnMap(server.url), asMember(), seenOnMap(server.url)]), [
      5,
      4,
      5,
      4,
    ]);
  }
}, NO_JOBS);

serverTest("members share tiles, but for what they own themselves", async (server) => {
  await seedWalk(server);
  const member = await server.account("Zoé"), another = await server.account("Zoë");
  const { id: zoe } = onlyRow(await server.sql<{ id: string }[]>`SELECT id FROM accounts WHERE name = 'Zoé'`);
  // In a sequence of another account, as an administrator may upload it.
  await server.sql`UPDATE pictures SET visibility = 'logged-only', account_id = ${zoe} WHERE id = ${uuid(11)}`;
  const seenBy = async (headers: Record<string, string>) =>
    (await readTile(await fetch(`${server.url}${WALK}`, { headers }))).pictures?.length;
  const seen = async () => ({
    owner: await seenBy(server.defaultAccount),
    member: await seenBy(member),
    another: await seenBy(another),
  });
  const change = (values: { visibility?: string; status?: string }) =>
    server.sql`UPDATE pictures SET ${server.sql(values)} WHERE id IN (${uuid(10)}, ${uuid(11)})`;
  const expect = async (expected: Record<string, number>) => {
    await until(async () => JSON.stringify(await seen()) === JSON.stringify(expected));
    assert.deepEqual(await seen(), expected, "from memory");
  };
  await change({ visibility: "logged-only" });
  await expect({ owner: 5, member: 5, another: 5 });
  for (const values of [{ visibility: "owner-only" }, { status: "hidden" }]) {
    await change(values);
    await expect({ owner: 4, member: 4, another: 3 });
    await change({ visibility: "anyone", status: "ready" });
    await expect({ owner: 5, member: 5, another: 5 });
  }
  await server.sql`UPDATE sequences SET visibility = 'owner-only'`;
  await until(async () => await seenBy(another) === undefined);
  assert.equal(await seenBy(server.defaultAccount), 5);
  assert.equal(await seenBy(member), undefined);
}, NO_JOBS);

serverTest("the landing page is remembered for the address under which it was asked", async (server) => {
  await seedWalk(server);
  const { port } = new URL(server.url);
  for (let round = 0; round < 2; round++) {
    for (const origin of [`http://127.0.0.1:${port}`, `http://localhost:${port}`]) {
      const { links } = await answer(fetch(`${origin}/api`));
      assert.ok(links.every(({ href }: { href: string }) => href.startsWith(origin)), origin);
    }
  }
}, NO_JOBS);

serverTest(
  "through another server a change is seen as soon as it is notified",
  async (server) => {
    await seedWalk(server);
    const other = await listen({ ...server.backend.services, team: new Team() });
    try {
      await until(async () => await seenOnMap(other.url) === 5);
      for (let round = 0; round < ROUNDS; round++) {
        await show(server, "owner-only");
        assert.equal(await seenOnMap(server.url), 4, "through the same server, at once");
        await until(async () => await seenOnMap(other.url) === 4);
        await show(server, "anyone");
        assert.equal(await seenOnMap(server.url), 5, "through the same server, at once");
        await until(async () => await seenOnMap(other.url) === 5);
      }
    } finally {
      await other.stop();
    }
  },
  NO_JOBS,
  nativeDatabaseTest,
);
