/**
 * Measures vector tiles on native PostgreSQL:
 *
 *     deno run -A bench/tiles/main.ts postgres://… [pictures]
 *
 * The database has to be empty the first time; later runs find its pictures.
 */
import { OpenAPIHono } from "@hono/zod-openapi";
import { migrate } from "../../src/core/db/migrate/mod.ts";
import { onlyRow } from "../../src/core/db/rows.ts";
import { openPool } from "../../src/core/db/sql.ts";
import type { RequestVariables } from "../../src/core/http/context.ts";
import { Router } from "../../src/core/http/router.ts";
import { guard } from "../../src/features/accounts/mod.ts";
import { AnswerMemory } from "../../src/core/http/answer_memory.ts";
import { mapRoutes } from "../../src/features/map/mod.ts";
import type { Services } from "../../src/core/services.ts";
import { readSettings } from "../../src/core/settings/mod.ts";
import { fullestTiles, measureTile } from "./measure.ts";
import { seedCountry } from "./seed.ts";

const [url, pictures = "1000000"] = Deno.args;
if (!url) throw new Error("Which database? postgres://…");
const sql = openPool({ url }, { max: 4 });
await migrate(sql);
const isEmpty = (await sql`SELECT FROM pictures LIMIT 1`).length === 0;
if (isEmpty) await seedCountry(sql, Number(pictures));

const app = new OpenAPIHono<RequestVariables>({ strict: false });
// The routes of the map need no more of the services.
const services = { sql, settings: readSettings({}) } as Services;
const memory = new AnswerMemory(sql);
// Only what a client has already may come from memory: the others are to be made.
app.use((context, next) => {
  if (context.req.header("If-None-Match") === undefined) memory.forget();
  return next();
});
mapRoutes(new Router(app, (access) => guard(access, services)), services, memory);
const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen: () => {} }, (request) => app.fetch(request));
const origin = `http://127.0.0.1:${server.addr.port}`;

const { owner } = onlyRow(await sql<{ owner: string }[]>`SELECT id AS owner FROM accounts WHERE is_default`);
const tiles = await fullestTiles(sql);
for (const [name, path] of [["everybody", "/api/map"], ["one user", `/api/users/${owner}/map`]]) {
  console.log(`\nTiles of ${name}, the fullest of each zoom\n`);
  console.log("| zoom | pictures in it | KiB | first (ms) | median (ms) | revalidated (ms) |");
  console.log("| ---: | ---: | ---: | ---: | ---: | ---: |");
  for (const tile of tiles) {
    const { zoom, pictures, kilobytes, first, median, revalidated } = await measureTile(`${origin}${path}`, tile);
    const times = [first, median, revalidated].map((time) => time.toFixed(1));
    console.log(`| ${zoom} | ${pictures} | ${kilobytes.toFixed(0)} | ${times.join(" | ")} |`);
  }
}
await server.shutdown();
await sql.end();
