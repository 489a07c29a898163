/** SQL that tries to exhaust the stack, the memory or the patience of the embedded database. */
import assert from "node:assert/strict";
import { isDatabaseAway, isNestedTooDeeply, isStatementTimeout } from "../../../../src/core/db/errors.ts";
import { openPool, type Sql } from "../../../../src/core/db/sql.ts";
import { embeddedTest, until } from "./shared_database.ts";

/** Milliseconds that a statement may run. */
const LIMIT = 1500;

/** Statements by what they nest or repeat `n` times. */
const STATEMENTS: Record<string, (n: number) => string> = {
  "arrays of JSON": (n) => `SELECT '${"[".repeat(n)}${"]".repeat(n)}'::json IS NULL`,
  "arrays of JSONB": (n) => `SELECT '${"[".repeat(n)}${"]".repeat(n)}'::jsonb IS NULL`,
  "objects of JSONB": (n) => `SELECT '${'{"a":'.repeat(n)}1${"}".repeat(n)}'::jsonb IS NULL`,
  "parts of a JSON path": (n) => `SELECT '$ ? (${"!(".repeat(n)}@ == 1${")".repeat(n)})'::jsonpath`,
  "dimensions of an array": (n) => `SELECT '${"{".repeat(n)}${"}".repeat(n)}'::int[]`,
  "array constructors": (n) => `SELECT ${"ARRAY[".repeat(n)}1${"]".repeat(n)}`,
  "parentheses": (n) => `SELECT ${"(".repeat(n)}1${")".repeat(n)}`,
  "operators": (n) => `SELECT 1${"+1".repeat(n)}`,
  "negations": (n) => `SELECT ${"NOT ".repeat(n)}true`,
  "conditions": (n) => `SELECT ${"CASE WHEN true THEN ".repeat(n)}1${" END".repeat(n)}`,
  "function calls": (n) => `SELECT ${"md5(".repeat(n)}'1'${")".repeat(n)} FROM generate_series(1, 1)`,
  "subqueries": (n) => `SELECT ${"(SELECT ".repeat(n)}1${")".repeat(n)}`,
  "subqueries of FROM": (n) => `SELECT 1 FROM ${"(SELECT 1 FROM ".repeat(n)}(SELECT 1) x${") x".repeat(n)}`,
  "unions": (n) => `SELECT 1${" UNION SELECT 1".repeat(n)}`,
  "common table expressions": (n) =>
    `WITH ${
      Array.from({ length: n }, (_, i) => `c${i} AS MATERIALIZED (SELECT ${i ? `* FROM c${i - 1}` : "1"})`).join()
    } SELECT * FROM c${n - 1}`,
  "wildcards of LIKE": (n) => `SELECT repeat('a', ${n}) LIKE '${"%a".repeat(n)}b'`,
  "groups of a regular expression": (n) => `SELECT 'a' ~ '${"(".repeat(n)}a${")".repeat(n)}'`,
  "alternatives of a regular expression": (n) => `SELECT 'a' ~ '${"a|".repeat(n)}a'`,
  "stars of a regular expression": (n) => `SELECT 'aaaa' ~ '${"(a*".repeat(n)}${")*".repeat(n)}'`,
  "a regular expression that backtracks": (n) => String.raw`SELECT repeat('ab', ${n}) ~ '^((a|b)*)*\1\2c'`,
  "negations of a text search": (n) => `SELECT '${"!(".repeat(n)}a${")".repeat(n)}'::tsquery`,
  "geometry collections as WKT": (n) =>
    `SELECT ST_IsEmpty('${"GEOMETRYCOLLECTION(".repeat(n)}POINT(0 0)${")".repeat(n)}'::geometry)`,
  "geometry collections as GeoJSON": (n) =>
    `SELECT ST_GeomFromGeoJSON('${'{"type":"GeometryCollection","geometries":['.repeat(n)}` +
    `{"type":"Point","coordinates":[0,0]}${"]}".repeat(n)}') IS NULL`,
  "crossing lines of a polygon": (n) => `
    SELECT ST_IsValid(ST_MakeValid(ST_MakePolygon(ST_AddPoint(line, ST_StartPoint(line)))))
    FROM (SELECT ST_MakeLine(ST_MakePoint(cos(g * g), sin(g * 3.7)) ORDER BY g) AS line
      FROM generate_series(1, ${n}) AS g) AS lines`,
  "rows": (n) => `SELECT count(*) FROM generate_series(1, ${n}000000) AS a, generate_series(1, ${n}) AS b`,
  "bytes": (n) => `SELECT length(repeat('x', ${n} * 100000))`,
  "a recursive function": (n) => `
    CREATE OR REPLACE FUNCTION pg_temp.recurse(n int) RETURNS int LANGUAGE plpgsql
      AS 'BEGIN RETURN CASE WHEN n = 0 THEN 0 ELSE pg_temp.recurse(n - 1) END; END';
    SELECT pg_temp.recurse(${n})`,
  "a recursive query": (n) =>
    `WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r WHERE n < ${n}) SELECT max(n) FROM r`,
};

const SIZES = [300, 3000, 10_000, 40_000];

/** PostgreSQL's own refusals: of a syntax, a limit, a lack of memory, a value, and PostGIS's of a geometry. */
const REFUSALS = /^(42|54|53|22|2200N|0A000|XX000)/;

for (const [what, statement] of Object.entries(STATEMENTS)) {
  embeddedTest(`The embedded database survives thousands of ${what}`, async (socket) => {
    const sql = openPool({ socket }, { max: 1, statementTimeout: LIMIT });
    try {
      await untilAnswered(sql);
      for (const size of SIZES) {
        const error = await sql.unsafe(statement(size)).then(() => undefined, (error) => error);
        if (!error) continue;
        const isRefused = REFUSALS.test(error.code);
        assert.ok(
          isRefused || isDatabaseAway(error) || isStatementTimeout(error),
          `${size}: ${error.code} ${error.message}`,
        );
        assert.ok(!/stack depth/.test(error.message) || isNestedTooDeeply(error));
        await untilAnswered(sql);
      }
    } finally {
      await sql.end({ timeout: 1 });
    }
  });
}

async function untilAnswered(sql: Sql): Promise<void> {
  await until(() =>
    sql`SELECT 1`.then(() => true, (error) => {
      if (!isDatabaseAway(error)) throw error;
      return false;
    })
  );
}
