/** A picture comes into a sequence while somebody changes who may see that. */
import assert from "node:assert/strict";
import { nativeDatabaseTest } from "../../support/databases.ts";
import { until } from "../../support/until.ts";
import { seedSequence, uuid, walk } from "../stac/seeds.ts";

nativeDatabaseTest(
  "a sequence that is opened to everybody counts no hidden picture that comes meanwhile",
  async (sql) => {
    const [account] = await sql<[{ id: string }]>`SELECT id FROM accounts WHERE is_default`;
    const hidden = uuid(99);
    await seedSequence(sql, { id: uuid(1), account: account.id, visibility: "owner-only", pictures: walk(3) });
    await sql`SELECT refresh_sequences(ARRAY[${uuid(1)}::uuid])`;
    await sql`
    INSERT INTO pictures (id, account_id, geom, ts, visibility)
    VALUES (${hidden}, ${account.id}, ST_SetSRID(ST_MakePoint(9, 9), 4326), '2001-01-01', 'owner-only')`;
    let coming: Promise<unknown> | undefined;
    await sql.begin(async (tx) => {
      await tx`UPDATE sequences SET visibility = 'anyone' WHERE id = ${uuid(1)}`;
      coming = sql`INSERT INTO sequences_pictures (seq_id, pic_id, rank) VALUES (${uuid(1)}, ${hidden}, 99)`.execute();
      await until(async () => {
        const waiting =
          await sql`SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
        return waiting.length > 0;
      });
    });
    await coming;
    const says = () =>
      sql`SELECT nb_pictures, min_picture_ts, bbox::text, has_private_pictures FROM sequences WHERE id = ${uuid(1)}`;
    const [found] = await says();
    await sql`SELECT refresh_sequences(ARRAY[${uuid(1)}::uuid])`;
    assert.deepEqual(found, (await says())[0]);
    assert.equal(found?.has_private_pictures, true);
  },
);
