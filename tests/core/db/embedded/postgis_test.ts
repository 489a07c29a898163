/** The part of PostGIS that is in the embedded database: what was left out to make it small must not be asked for. */
import assert from "node:assert/strict";
import { onlyRow } from "../../../../src/core/db/rows.ts";
import { poolTest } from "./shared_database.ts";

poolTest("every function that PostGIS declares is in its library", 1, async (sql) => {
  await sql`CREATE EXTENSION IF NOT EXISTS postgis`;
  // PostgreSQL looks for a function of a library when it is declared, or else when it is called first.
  await sql`
    CREATE FUNCTION missing_functions() RETURNS text[] LANGUAGE plpgsql AS $$
    DECLARE
      declared record;
      missing text[] := '{}';
    BEGIN
      FOR declared IN
        SELECT probin, prosrc FROM pg_proc WHERE probin LIKE '%postgis%'
        UNION SELECT max(probin), 'postgis_is_made_of_cheese' FROM pg_proc WHERE probin LIKE '%postgis%'
      LOOP
        BEGIN
          EXECUTE format('CREATE FUNCTION same_function() RETURNS void LANGUAGE c AS %L, %L', declared.probin, declared.prosrc);
          DROP FUNCTION same_function();
        EXCEPTION WHEN undefined_function THEN missing := missing || declared.prosrc;
        END;
      END LOOP;
      RETURN missing;
    END $$`;
  const [{ count }] = await sql<[{ count: number }]>`
    SELECT count(*)::int AS count FROM pg_proc WHERE probin LIKE '%postgis%'`;
  assert.ok(count > 500, String(count));
  const { missing } = onlyRow(await sql<{ missing: string[] }[]>`SELECT missing_functions() AS missing`);
  assert.deepEqual(missing, ["postgis_is_made_of_cheese"]);
});

poolTest("positions are projected for tiles and measured on the globe", 1, async (sql) => {
  await sql`CREATE EXTENSION IF NOT EXISTS postgis`;
  const row = onlyRow(
    await sql`
    SELECT ST_AsText(ST_Transform(paris, 3857), 0) AS tile, ST_AsText(ST_Transform(ST_Transform(paris, 3857), 4326), 6) AS back,
      round(ST_Distance(paris::geography, ST_SetSRID(ST_Point(2.36, 48.85), 4326)::geography))::int AS metres,
      round(ST_Area(ST_Buffer(paris::geography, 100)))::int AS area,
      ST_AsText(ST_Project(paris::geography, 1000, 0)::geometry, 4) AS north
    FROM (SELECT ST_SetSRID(ST_Point(2.35, 48.85), 4326) AS paris) place`,
  );
  assert.deepEqual({ ...row }, {
    tile: "POINT(261601 6249448)",
    back: "POINT(2.35 48.85)",
    metres: 734,
    area: 31238,
    north: "POINT(2.35 48.859)",
  });
});
