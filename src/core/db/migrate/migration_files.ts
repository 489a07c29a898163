/** The migrations that come with the program: `migrations/0001_name.up.sql` and `.down.sql`, applied in order of name. */
import { createHash } from "node:crypto";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const FOLDER = fileURLToPath(new URL("../../../../migrations", import.meta.url));
const UP = ".up.sql", DOWN = ".down.sql";

/** One step of the schema. */
export interface Migration {
  /** Name of its files without ending, such as `0001_accounts_and_configuration`. */
  id: string;
  /** SQL that applies it. */
  up: string;
  /** SHA-256 of that SQL, in hexadecimal: an applied migration must never change. */
  checksum: string;
}

/** The id of the last migration, up to which this program brings a schema. */
export async function newestMigration(folder = FOLDER): Promise<string | undefined> {
  return (await readMigrations(folder)).at(-1)?.id;
}

/** Reads every migration, in the order to apply them. */
export async function readMigrations(folder = FOLDER): Promise<Migration[]> {
  const names: string[] = [];
  for await (const { name } of Deno.readDir(folder)) if (name.endsWith(UP)) names.push(name);
  return await Promise.all(
    names.sort().map(async (name) => {
      const up = await Deno.readTextFile(join(folder, name));
      return { id: name.slice(0, -UP.length), up, checksum: createHash("sha256").update(up).digest("hex") };
    }),
  );
}

/** Reads the SQL that takes a migration back. */
export function readRollback(id: string, folder = FOLDER): Promise<string> {
  return Deno.readTextFile(join(folder, `${id}${DOWN}`));
}
