/** The time zone of the database itself. Our own connections always ask for UTC; other clients of an instance do not. */
import postgres from "postgres";
import type { Sql } from "../sql.ts";

/** The time zone a client gets that asks for none, such as `Etc/UTC`, and whether it is UTC all the year round. */
export async function databaseTimeZone(sql: Sql): Promise<{ name: string; isUtc: boolean }> {
  // A new connection: within an existing one, what it set itself hides the default.
  const { TimeZone: _, ...connection } = sql.options.connection as Record<string, string>;
  // The types of the pool do not matter here: rows are read by name.
  const plain = postgres({ ...sql.options, max: 1, connection } as unknown as postgres.Options<Record<never, never>>);
  try {
    const [zone] = await plain<[{ name: string; is_utc: boolean }]>`
      SELECT name, bool_and(noon AT TIME ZONE name = noon AT TIME ZONE 'UTC') AS is_utc
      FROM current_setting('TimeZone') AS name,
        (VALUES (timestamp '2024-01-15 12:00'), (timestamp '2024-07-15 12:00')) AS day(noon)
      GROUP BY name`;
    return { name: zone.name, isUtc: zone.is_utc };
  } finally {
    await plain.end({ timeout: 5 });
  }
}

/** Makes UTC the time zone of the database, for connections opened from now on. Needs the owner of the database. */
export async function setDatabaseTimeZoneToUtc(sql: Sql): Promise<void> {
  await sql`ALTER DATABASE ${sql(await databaseName(sql))} SET timezone TO 'UTC'`;
}

/** Name of the database that a pool is connected to. */
export async function databaseName(sql: Sql): Promise<string> {
  const [row] = await sql<[{ name: string }]>`SELECT current_database() AS name`;
  return row.name;
}
