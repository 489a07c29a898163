/** `db upgrade` and `db rollback`, on the database of the settings. */
import { dbRollback, dbUpgrade } from "./db.ts";
import { type CommonOptions, withDatabase } from "./environment.ts";

export function upgrade(options: CommonOptions): Promise<void> {
  return withDatabase(options, (sql) => dbUpgrade({ sql, print: console.log }), { checksSchema: false });
}

export function rollback(options: CommonOptions & { all: boolean }): Promise<void> {
  return withDatabase(options, (sql) => dbRollback({ sql, print: console.log, all: options.all }), {
    checksSchema: false,
  });
}
