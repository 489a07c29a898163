/** Writes docs/schema.sql from an embedded database that gets all migrations: `deno run -A scripts/write_schema.ts`. */
import { openEmbeddedDatabase } from "../src/core/db/embedded/mod.ts";
import { migrate } from "../src/core/db/migrate/mod.ts";
import { openPool } from "../src/core/db/sql.ts";
import { schemaDocument } from "./schema/document.ts";

const folder = await Deno.makeTempDir();
const database = await openEmbeddedDatabase({ folder, role: "server" });
const sql = openPool({ socket: database.socket }, { max: 1 });
try {
  await migrate(sql);
  await Deno.writeTextFile(new URL("../docs/schema.sql", import.meta.url), await schemaDocument(sql));
} finally {
  await sql.end({ timeout: 1 });
  await database.close();
  await Deno.remove(folder, { recursive: true });
}
