/** A server whose PostgreSQL ends all connections under it again and again, as restarts do. */
import assert from "node:assert/strict";
import { makeInstance, sequenceOf, uploadWalk } from "../support/instances.ts";
import { answer } from "../support/server.ts";
import { until } from "../support/until.ts";

const ROUNDS = 15;
const REQUESTS = ["/api/collections", "/api/search?limit=10", "/api/users", "/api/configuration", "/api/users/me"];

Deno.test({
  name: "serve outlives its connections: requests are answered or asked to come back, then all is as before",
  ignore: !Deno.env.has("TEST_DB_URL"),
  sanitizeOps: false,
  sanitizeResources: false,
  fn: async () => {
    await using instance = await makeInstance("native");
    await using server = await instance.serve();
    const [, token] = /(\S+)\n$/.exec((await instance.run("default-account-tokens", "get")).stdout)!;
    const headers = { Authorization: `Bearer ${token}` };
    const ask = async (path: string) => {
      const response = await fetch(server.url + path, { headers });
      await response.body?.cancel();
      if (response.status === 503) assert.match(response.headers.get("Retry-After")!, /^[1-9]\d*$/, path);
      return response.status;
    };
    const askAll = () => Promise.all([...REQUESTS, ...REQUESTS, ...REQUESTS].map(ask));

    await sequenceOf(server, (await uploadWalk(server, 2)).setId);
    await instance.query(async (sql) => {
      for (let round = 0; round < ROUNDS; round++) {
        const [statuses] = await Promise.all([
          askAll(),
          sql`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
            WHERE datname = current_database() AND pid <> pg_backend_pid()`,
        ]);
        const others = statuses.filter((status) => status !== 200 && status !== 503);
        assert.deepEqual(others, [], "a lost connection is no defect of the request");
      }
    });
    // Connections that were ended last fail when they are used next.
    await until(async () => (await askAll()).every((status) => status === 200));
    await sequenceOf(server, (await uploadWalk(server, 2, { latitude: 45 })).setId);
    const { features } = await answer(fetch(`${server.url}/api/search?limit=10`));
    assert.equal(features.length, 4);

    // The server says again that it uses the database.
    const announced = () =>
      instance.query((sql) =>
        sql`
        SELECT FROM pg_locks WHERE locktype = 'advisory' AND objid = 5000360 AND granted
          AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`
      );
    await until(async () => (await announced()).length > 0);
    const rollback = await instance.run("db", "rollback", "--yes");
    assert.deepEqual([rollback.code, rollback.stdout], [1, ""]);
    assert.match(rollback.stderr, /A server is using this database/);
    assert.equal((await server.stop()).code, 0);
  },
});
