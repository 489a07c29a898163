/** Connections that the server closes, as it does when it is restarted. */
import assert from "node:assert/strict";
import { openPool, type Sql, type Transaction } from "../../../src/core/db/sql.ts";
import { nativeDatabaseTest } from "../../support/databases.ts";
import { isOfConnection } from "../../support/lost_connections.ts";
import { repetitions } from "../../support/thorough.ts";
import { until } from "../../support/until.ts";

const CONNECTIONS = 4;

/** Registers a test that gets a pool, another one that ends backends of it, and a table. */
function lossTest(name: string, body: (pool: Sql, killer: Sql) => Promise<void>): void {
  nativeDatabaseTest(name, async (killer, { target }) => {
    const pool = openPool(target, { max: CONNECTIONS });
    try {
      await killer`CREATE TABLE steps (transaction int, step int)`;
      await body(pool, killer);
    } finally {
      await killer`DROP TABLE steps`;
      await pool.end({ timeout: 5 });
    }
  });
}

async function backendOf(sql: Sql | Transaction): Promise<number> {
  return (await sql<[{ pid: number }]>`SELECT pg_backend_pid() AS pid`)[0].pid;
}

/** Those that were ended last are noticed when they are used next. */
async function assertAllConnectionsWork(pool: Sql): Promise<void> {
  await until(() =>
    useAllConnections(pool).then(() => true, (error) => {
      assert.ok(isOfConnection(error), error);
      return false;
    })
  );
}

async function useAllConnections(pool: Sql): Promise<void> {
  // Each is in use until all are.
  let busy = 0;
  const all = Promise.withResolvers<void>();
  all.promise.catch(() => {});
  const useOne = () =>
    pool.begin(async (tx) => {
      const pid = await backendOf(tx);
      if (++busy === CONNECTIONS) all.resolve();
      await all.promise;
      return pid;
    });
  const pids = await Promise.all(Array.from({ length: CONNECTIONS }, () =>
    useOne().catch((error) => {
      all.reject(error);
      throw error;
    })));
  assert.equal(new Set(pids).size, CONNECTIONS);
}

const REACTIONS: Record<string, (tx: Transaction) => Promise<unknown>> = {
  "goes on": (tx) => tx`INSERT INTO steps VALUES (1, 2)`,
  "goes on in spite of errors": async (tx) => {
    for (let step = 2; step < 5; step++) {
      try {
        await tx`INSERT INTO steps VALUES (1, ${step})`;
      } catch { /* as if nothing were wrong */ }
    }
  },
  "fails by itself": () => Promise.reject(new Error("something else")),
  "ends well": () => Promise.resolve(),
};

for (const [what, react] of Object.entries(REACTIONS)) {
  lossTest(
    `a transaction that lost its connection while idle fails, and touches nothing, when it ${what}`,
    async (pool, killer) => {
      const lost = Promise.withResolvers<void>();
      const reacted = Promise.withResolvers<void>();
      const transaction = pool.begin(async (tx) => {
        await tx`INSERT INTO steps VALUES (1, 1)`;
        await killer`SELECT pg_terminate_backend(${await backendOf(tx)})`;
        await lost.promise;
        // By now, the client may have given the connection to others.
        await Promise.all(Array.from({ length: CONNECTIONS }, () => pool`SELECT 1`.catch(() => {})));
        try {
          await react(tx);
        } finally {
          reacted.resolve();
        }
      });
      await assert.rejects(transaction, { code: "CONNECTION_CLOSED" });
      lost.resolve();
      await reacted.promise;
      await assertAllConnectionsWork(pool);
      assert.deepEqual([...await killer`SELECT step FROM steps`], []);
    },
  );
}

lossTest("a transaction whose query was cut off fails", async (pool, killer) => {
  const transaction = pool.begin(async (tx) => {
    const pid = await backendOf(tx);
    const sleeping = tx`SELECT pg_sleep(60)`.execute();
    await killer`SELECT pg_terminate_backend(${pid})`;
    await sleeping;
  });
  await assert.rejects(transaction, isOfConnection);
  await assertAllConnectionsWork(pool);
});

lossTest("a storm of lost connections leaves whole transactions, and a pool that works", async (pool, killer) => {
  const TRANSACTIONS = repetitions({ some: 100, many: 600 }), WORKERS = 12;
  let next = 0, failed = 0;
  let isOver = false;
  const work = async () => {
    // On a busy machine the killer may come late.
    while (next < TRANSACTIONS || (failed === 0 && next < 100 * TRANSACTIONS)) {
      const id = next++;
      try {
        await pool.begin(async (tx) => {
          await tx`INSERT INTO steps VALUES (${id}, 1)`;
          await tx`SELECT pg_sleep(0.002)`.catch(() => {});
          await tx`INSERT INTO steps VALUES (${id}, 2)`;
        });
      } catch {
        failed++;
      }
      await pool`SELECT count(*) FROM steps`.catch((error) => assert.ok(isOfConnection(error), error));
    }
  };
  const kill = async () => {
    while (!isOver) {
      await killer`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE datname = current_database() AND pid <> pg_backend_pid() AND query LIKE '%steps%' AND random() < 0.3
          AND query NOT LIKE '%pg_terminate%'`;
      await killer`SELECT pg_sleep(0.01)`;
    }
  };
  const killing = kill();
  await Promise.all(Array.from({ length: WORKERS }, work));
  isOver = true;
  await killing;
  assert.ok(failed > 0 && failed < next, `${failed} of ${next} failed`);
  const broken = await killer`SELECT transaction FROM steps GROUP BY transaction HAVING count(*) <> 2`;
  assert.deepEqual([...broken], []);
  await assertAllConnectionsWork(pool);
});
