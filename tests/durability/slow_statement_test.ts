/** A statement that runs longer than `DB_STATEMENT_TIMEOUT` is cancelled, and whoever waits for it may come back. */
import assert from "node:assert/strict";
import { makeInstance } from "../support/instances.ts";
import { answer } from "../support/server.ts";

Deno.test({
  name: "a request whose statement waits too long is answered with 503, and the next one as ever",
  ignore: !Deno.env.has("TEST_DB_URL"),
  async fn() {
    await using instance = await makeInstance("native", { variables: { DB_STATEMENT_TIMEOUT: "300" } });
    await using server = await instance.serve();
    await instance.query((sql) =>
      sql.begin(async (tx) => {
        await tx`LOCK TABLE sequences IN ACCESS EXCLUSIVE MODE`;
        for (const path of ["/api/collections", "/api/search"]) {
          const response = await fetch(server.url + path);
          const { message } = await response.json();
          assert.equal(response.status, 503, path);
          assert.match(response.headers.get("Retry-After") ?? "", /^\d+$/, path);
          assert.doesNotMatch(message, /SELECT|sequences|57014|statement timeout/, path);
        }
      })
    );
    await answer(fetch(`${server.url}/api/collections`));
    assert.equal((await server.stop()).code, 0);
  },
});
