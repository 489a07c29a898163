/** What ends somebody's access counts for every request that comes later, through whichever server, however many come at once. */
import assert from "node:assert/strict";
import { openPool } from "../../../src/core/db/sql.ts";
import { Team } from "../../../src/core/threads/mod.ts";
import { listen } from "../../../src/main/listen.ts";
import { nativeDatabaseTest } from "../../support/databases.ts";
import { serverTest, type TestServer } from "../../support/server.ts";

const CALLERS = 6;
const PATH = "/api/admin/stats";

/** Requests that do not stop. */
class Load {
  readonly #urls: string[];
  readonly #headers: Record<string, string>;
  readonly #callers: Promise<void>[];
  /** Which requests count: those sent and answered while it is the same. */
  #phase = { statuses: new Set<number>(), answers: 0, isSettled: Promise.withResolvers<void>() };
  #isOver = false;

  constructor(urls: string[], headers: Record<string, string>) {
    this.#urls = urls;
    this.#headers = headers;
    this.#callers = urls.flatMap((url) => Array.from({ length: CALLERS }, () => this.#call(url)));
  }

  /** How the requests are answered that are sent after the change; those under way meanwhile may see either state. */
  async statusesAfter(change: () => Promise<unknown>): Promise<number[]> {
    await change();
    const phase = { statuses: new Set<number>(), answers: 0, isSettled: Promise.withResolvers<void>() };
    this.#phase = phase;
    await phase.isSettled.promise;
    return [...phase.statuses];
  }

  async stop(): Promise<void> {
    this.#isOver = true;
    await Promise.all(this.#callers);
  }

  async #call(url: string): Promise<void> {
    while (!this.#isOver) {
      const phase = this.#phase;
      const response = await fetch(`${url}${PATH}`, { headers: this.#headers });
      await response.body?.cancel();
      if (phase.answers++ >= this.#urls.length * CALLERS * 5) phase.isSettled.resolve();
      else phase.statuses.add(response.status);
    }
  }
}

/** Asks two servers, each with connections of its own, while the changes are made one after the other. */
async function statusesAfter(server: TestServer, changes: (() => Promise<unknown>)[]): Promise<number[][]> {
  await using otherPool = pool(server);
  const other = await listen({ ...server.backend.services, sql: otherPool.sql, team: new Team() });
  const load = new Load([server.url, other.url], server.defaultAccount);
  const statuses = [];
  try {
    for (const change of changes) statuses.push(await load.statusesAfter(change));
  } finally {
    await load.stop();
    await other.stop();
  }
  return statuses;
}

function pool({ database }: TestServer) {
  const sql = openPool(database.target, { max: 5 });
  return { sql, [Symbol.asyncDispose]: () => sql.end() };
}

serverTest(
  "another role and deactivation count at once on every server",
  async (server) => {
    const { sql } = server;
    const setRole = (role: string) => () => sql`UPDATE accounts SET role = ${role} WHERE is_default`;
    const deactivate = () =>
      sql`INSERT INTO deactivated_accounts (account_id) SELECT id FROM accounts WHERE is_default`;
    const statuses = await statusesAfter(server, [
      setRole("user"),
      setRole("admin"),
      setRole("user"),
      setRole("admin"),
      deactivate,
    ]);
    assert.deepEqual(statuses, [[403], [200], [403], [200], [403]]);
  },
  {},
  nativeDatabaseTest,
);

serverTest(
  "revoked tokens are refused at once by every server",
  async (server) => {
    const revoke = async () => {
      const response = await fetch(`${server.url}/api/users/me/tokens`, {
        method: "DELETE",
        headers: server.defaultAccount,
      });
      assert.equal(response.status, 200, await response.text());
    };
    assert.deepEqual(await statusesAfter(server, [revoke]), [[403]]);
  },
  {},
  nativeDatabaseTest,
);
