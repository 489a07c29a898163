/** Rows that were written before numbers of files were checked: the migration makes them readable. */
import assert from "node:assert/strict";
import { databaseTest } from "../../../support/databases.ts";
import { insertPicture } from "./objects.ts";
import { jsonb } from "../../../../src/core/db/json.ts";

const REPAIR = new URL("../../../../migrations/0028_impossible_numbers.up.sql", import.meta.url);

databaseTest("numbers that cannot be are taken out of pictures, others stay", async (sql) => {
  const crop = { fullWidth: 200, fullHeight: 100, width: 100, height: 50, left: 0, top: 0 };
  const pictures: [before: Record<string, unknown>, after: Record<string, unknown>][] = [
    [{ heading: -2147483648 }, { heading: null }],
    [{ heading: 65535 }, { heading: null }],
    [{ heading: 400 }, { heading: 40 }],
    [{ heading: -10 }, { heading: 350 }],
    [{ heading: 360 }, { heading: 0 }],
    [{ heading: 359 }, { heading: 359 }],
    [{ gps_accuracy_m: Infinity }, { gps_accuracy_m: null }],
    [{ gps_accuracy_m: NaN }, { gps_accuracy_m: null }],
    [{ gps_accuracy_m: 3.5 }, { gps_accuracy_m: 3.5 }],
    [{ metadata: { pitch: 1e300, roll: -3, model: "X" } }, { metadata: { pitch: null, roll: -3, model: "X" } }],
    [{ metadata: { crop: { ...crop, left: 128 } } }, { metadata: { crop: null } }],
    [{ metadata: { crop: { ...crop, width: -1 } } }, { metadata: { crop: null } }],
    [{ metadata: { crop } }, { metadata: { crop } }],
    [{ metadata: { crop: null } }, { metadata: { crop: null } }],
    [{ metadata: null }, { metadata: null }],
  ];
  const ids: string[] = [];
  for (const [{ metadata, ...columns }] of pictures) {
    const id = await insertPicture(sql, {});
    if (metadata !== undefined) {
      await sql`UPDATE pictures SET metadata = ${metadata === null ? null : jsonb(sql, metadata)} WHERE id = ${id}`;
    } else await sql`UPDATE pictures SET ${sql(columns)} WHERE id = ${id}`;
    ids.push(id);
  }
  await sql.unsafe(await Deno.readTextFile(REPAIR));
  for (const [index, [, expected]] of pictures.entries()) {
    const rows: Record<string, unknown>[] =
      await sql`SELECT heading, gps_accuracy_m, metadata FROM pictures WHERE id = ${ids[index]!}`;
    for (const [column, value] of Object.entries(expected)) {
      assert.deepEqual(rows[0]?.[column], value, `${index} ${column}`);
    }
  }
});
