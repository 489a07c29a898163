/**
 * The real geovisio, whose programs the folder `TEST_GEOVISIO` holds (`panoramax_backend`, `gunicorn`), on native PostgreSQL.
 * Nothing of it is part of this project: the tests take its tables from the program itself.
 */
import assert from "node:assert/strict";
import { openPool, type Sql } from "../../src/core/db/sql.ts";
import { temporaryFolder } from "./temporary_folder.ts";
import { until } from "./until.ts";

/** Secret key of the instance. */
export const GEOVISIO_KEY = "0123456789abcdef0123456789abcdef";

const PROGRAMS = Deno.env.get("TEST_GEOVISIO") ?? "";
const SERVER = Deno.env.get("TEST_DB_URL") ?? "";

/** Keeps its tables from run to run: to make them takes its many migrations some seconds. */
const TEMPLATE = "panoramax_test_geovisio_2_15_1";

/** A database as `panoramax_backend db upgrade` leaves it, and an empty folder for files. */
export interface GeovisioInstance {
  sql: Sql;
  /** Settings that geovisio and this program share. */
  environment: Record<string, string>;
  /** Where files are, with the folders tmp, permanent and derivates. */
  files: string;
}

/** Registers a test that gets a new instance of geovisio; its programs do not run yet. */
export function geovisioTest(
  name: string,
  body: (instance: GeovisioInstance, test: Deno.TestContext) => Promise<void>,
): void {
  Deno.test({
    name,
    ignore: PROGRAMS === "" || SERVER === "",
    fn: async (test) => {
      await using folder = await temporaryFolder();
      const database = `panoramax_test_${crypto.randomUUID().replaceAll("-", "")}`;
      await asAdministrator(async (admin) => {
        await prepareTemplate(admin);
        await admin`CREATE DATABASE ${admin(database)} TEMPLATE ${admin(TEMPLATE)}`;
      });
      const environment = environmentOf(urlOf(database), folder.path);
      await Promise.all(
        ["tmp", "permanent", "derivates"].map((name) => Deno.mkdir(`${folder.path}/${name}`, { recursive: true })),
      );
      const sql = openPool({ url: urlOf(database) }, { max: 3 });
      try {
        await body({ sql, environment, files: folder.path }, test);
      } finally {
        await sql.end({ timeout: 5 });
        await asAdministrator((admin) => admin`DROP DATABASE ${admin(database)} WITH (FORCE)`);
      }
    },
  });
}

function environmentOf(url: string, folder: string): Record<string, string> {
  return {
    DB_URL: url,
    FS_TMP_URL: `${folder}/tmp`,
    FS_PERMANENT_URL: `${folder}/permanent`,
    FS_DERIVATES_URL: `${folder}/derivates`,
    FLASK_SECRET_KEY: GEOVISIO_KEY,
  };
}

async function prepareTemplate(admin: Sql): Promise<void> {
  await admin`SELECT pg_advisory_lock(hashtext(${TEMPLATE}))`;
  const known = await admin`SELECT FROM pg_database WHERE datname = ${TEMPLATE}`;
  if (known.length > 0) return;
  const draft = `${TEMPLATE}_draft`;
  await admin`DROP DATABASE IF EXISTS ${admin(draft)} WITH (FORCE)`;
  await admin`CREATE DATABASE ${admin(draft)}`;
  const sql = openPool({ url: urlOf(draft) }, { max: 1 });
  await sql`CREATE EXTENSION postgis`;
  await sql.end({ timeout: 5 });
  await using folder = await temporaryFolder();
  await runGeovisio({ environment: environmentOf(urlOf(draft), folder.path) }, "db", "upgrade");
  await admin`ALTER DATABASE ${admin(draft)} RENAME TO ${admin(TEMPLATE)}`;
}

async function asAdministrator<T>(work: (admin: Sql) => Promise<T>): Promise<void> {
  const admin = openPool({ url: SERVER }, { max: 1 });
  try {
    await work(admin);
  } finally {
    await admin.end({ timeout: 5 });
  }
}

function urlOf(database: string): string {
  const url = new URL(SERVER);
  url.pathname = `/${database}`;
  return url.href;
}

/** Runs a command of geovisio to its end; what it printed. */
export async function runGeovisio(
  { environment }: Pick<GeovisioInstance, "environment">,
  ...args: string[]
): Promise<string> {
  const { success, stdout, stderr } = await new Deno.Command(`${PROGRAMS}/panoramax_backend`, {
    args,
    env: environment,
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).output();
  assert.ok(success, new TextDecoder().decode(stderr));
  return new TextDecoder().decode(stdout);
}

/** A running part of geovisio, ended by `await using` or by `stop`. */
export interface GeovisioProcess extends AsyncDisposable {
  url: string;
  stop(): Promise<void>;
}

/** Starts its API on a free port, and waits until it answers. */
export async function startGeovisio({ environment }: GeovisioInstance): Promise<GeovisioProcess> {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = listener.addr;
  listener.close();
  const url = `http://127.0.0.1:${port}`;
  const args = ["-b", `127.0.0.1:${port}`, "--workers", "1", "--threads", "4", "geovisio:create_api()"];
  // Else it would do the work of the worker as well.
  const process = start("gunicorn", args, { ...environment, PICTURE_PROCESS_THREADS_LIMIT: "0" });
  await until(async () => {
    const response = await fetch(`${url}/api/configuration`).catch(() => undefined);
    await response?.body?.cancel();
    return response?.ok === true;
  });
  return { url, ...process };
}

/** Starts its worker, which processes pictures. */
export function startGeovisioWorker({ environment }: GeovisioInstance): Omit<GeovisioProcess, "url"> {
  return start("panoramax_backend", ["picture-worker"], environment);
}

function start(program: string, args: string[], environment: Record<string, string>) {
  const process = new Deno.Command(`${PROGRAMS}/${program}`, {
    args,
    env: environment,
    stdin: "null",
    stdout: "null",
    stderr: "null",
  }).spawn();
  let isRunning = true;
  const stop = async () => {
    if (!isRunning) return;
    isRunning = false;
    process.kill("SIGTERM");
    await process.status;
  };
  return { stop, [Symbol.asyncDispose]: stop };
}
