/** Files that are committed while what an account has is counted. */
import assert from "node:assert/strict";
import { takeRoom } from "../../../../src/features/accounts/mod.ts";
import type { Sql } from "../../../../src/core/db/sql.ts";
import { Team } from "../../../../src/core/threads/mod.ts";
import { readSettings } from "../../../../src/core/settings/mod.ts";

Deno.test("what is committed during a count counts", async () => {
  const counts: PromiseWithResolvers<unknown[]>[] = [];
  const counted = (pictures: number) => [{ pictures, bytes: 0 }];
  // A database whose counts take as long as the test wants.
  const sql = ((strings: TemplateStringsArray) => {
    const text = strings.join("?");
    if (text.includes("FROM account_quotas")) return Promise.resolve([{ max_pictures: 2, max_bytes: 0 }]);
    if (!text.includes("count(*)")) return {};
    const count = Promise.withResolvers<unknown[]>();
    counts.push(count);
    return count.promise;
  }) as unknown as Sql;
  const nextCount = async (number: number) => {
    while (counts.length < number) await new Promise((resolve) => setTimeout(resolve));
    return counts[number - 1]!;
  };
  const account = { id: crypto.randomUUID(), name: "Ana", role: "user" as const, tosAccepted: true };
  const team = new Team();
  const take = () => takeRoom({ sql, settings: readSettings({}), team }, account, 1);

  // Three pictures come at once, and there is room for two.
  const first = take();
  (await nextCount(1)).resolve(counted(0));
  const rooms = [await first, await take()];
  const third = take();
  const count = await nextCount(2);
  for (const room of rooms) room.settle(true);
  // As it was when the count began.
  count.resolve(counted(0));
  (await nextCount(3)).resolve(counted(2));
  await assert.rejects(third, /2/);
});
