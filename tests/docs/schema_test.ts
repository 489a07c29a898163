/** The documents about the schema, compared with a migrated database. */
import assert from "node:assert/strict";
import { schemaDocument } from "../../scripts/schema/document.ts";
import { databaseTest } from "../support/databases.ts";

const read = (name: string) => Deno.readTextFile(new URL(`../../docs/${name}`, import.meta.url));

databaseTest("docs/schema.sql is the schema (else run scripts/write_schema.ts)", async (sql) => {
  assert.equal(await schemaDocument(sql), await read("schema.sql"));
});

/** Name, table and time of each trigger, as docs/triggers.md writes them. */
async function documentedTriggers(): Promise<string[]> {
  const rows = (await read("triggers.md")).split("\n").filter((line) => line.startsWith("| `"));
  return rows.map((row) => {
    const cells = row.split("|").map((cell) => cell.trim());
    assert.ok(cells.slice(4, 6).every((cell) => cell.length > 5), `what it does and for whom: ${row}`);
    return cells.slice(1, 4).join(" ").replaceAll("`", "");
  });
}

databaseTest("docs/triggers.md names each trigger of the schema, and no other", async (sql) => {
  const definitions = await sql<{ definition: string }[]>`
    SELECT replace(pg_get_triggerdef(pg_trigger.oid, true), ' public.', ' ') AS definition
    FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid
    WHERE NOT tgisinternal AND relnamespace = 'public'::regnamespace`;
  const actual = definitions.map(({ definition }) => {
    const parts = /^CREATE (?:CONSTRAINT )?TRIGGER (\S+) (BEFORE|AFTER) (.+?) ON (\S+) /.exec(definition);
    assert.ok(parts, definition);
    const [, name, time, events, table] = parts;
    const scope = definition.includes("FOR EACH ROW") ? "each row" : "each statement";
    return `${name} ${table} ${time?.toLowerCase()} ${events}, ${scope}`;
  });
  assert.deepEqual((await documentedTriggers()).sort(), actual.sort());
});
