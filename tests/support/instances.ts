/** Instances that the program itself makes and serves, in a folder of their own, on each kind of database at hand. */
import assert from "node:assert/strict";
import { openDatabase } from "../../src/db/open.ts";
import type { Sql } from "../../src/db/sql.ts";
import { readSettings } from "../../src/settings.ts";
import { nativeDatabase } from "./native_database.ts";
import { makePicture, walk, type WalkOptions } from "./pictures.ts";
import { type Outcome, runProgram, serveProgram, type ServerProcess, SOURCE_PROGRAM } from "./program.ts";
import { answer } from "./server.ts";
import { temporaryFolder } from "./temporary_folder.ts";
import { until } from "./until.ts";
import { createUploadSet, sendFile } from "./uploads.ts";

/** An instance of the program; nothing of it runs unless it is started. */
export interface Instance {
  kind: "native" | "embedded";
  folder: string;
  /** Where the files are, with the folders tmp, permanent and derivates. */
  storage: string;
  /** Settings of every process of the instance. */
  environment: Record<string, string>;
  /** Runs a command to its end. */
  run(...args: string[]): Promise<Outcome>;
  /** Starts a server. */
  serve(environment?: Record<string, string>): Promise<ServerProcess>;
  /** Looks into the database, beside a server or without one. */
  query<T>(work: (sql: Sql) => Promise<T>): Promise<T>;
}

/**
 * Registers a test that gets a new instance, without schema.
 * @param variables settings by the names of their environment variables
 */
export function instanceTest(
  name: string,
  body: (instance: Instance, test: Deno.TestContext) => Promise<void>,
  variables: Record<string, string> = {},
): void {
  for (const kind of ["native", "embedded"] as const) {
    Deno.test({
      name: `${name} (${kind === "native" ? "native PostgreSQL" : "embedded database"})`,
      ignore: kind === "native" && !Deno.env.has("TEST_DB_URL"),
      sanitizeOps: false,
      sanitizeResources: false,
      fn: async (test) => {
        await using instance = await makeInstance(kind, variables);
        await body(instance, test);
      },
    });
  }
}

/** A new instance; its database and folder go at the end. */
export async function makeInstance(
  kind: Instance["kind"],
  variables: Record<string, string> = {},
): Promise<Instance & AsyncDisposable> {
  const folder = await temporaryFolder();
  const database = kind === "native" ? await nativeDatabase(Deno.env.get("TEST_DB_URL")!, false) : undefined;
  const environment = {
    PANORAMAX_DATA: `${folder.path}/data`,
    FLASK_SECRET_KEY: "the secret key of a test",
    ...(database ? { DB_URL: database.url } : {}),
    ...variables,
  };
  const place = { folder: folder.path, environment };
  return {
    kind,
    folder: folder.path,
    storage: `${folder.path}/data/pictures`,
    environment,
    run: (...args) => runProgram(SOURCE_PROGRAM, args, place),
    serve: (more = {}) => serveProgram(SOURCE_PROGRAM, { ...place, environment: { ...environment, ...more } }),
    async query(work) {
      const opened = await openDatabase(readSettings(environment), "command");
      try {
        return await work(opened.sql);
      } finally {
        await opened.close();
      }
    },
    async [Symbol.asyncDispose]() {
      await database?.[Symbol.asyncDispose]();
      await folder[Symbol.asyncDispose]();
    },
  };
}

/** Uploads a walk as one upload set and completes it. @returns ids of the set and of its pictures, in the order of capture */
export async function uploadWalk(
  server: { url: string },
  count: number,
  options: WalkOptions = {},
): Promise<{ setId: string; pictures: { id: string; bytes: Uint8Array }[] }> {
  const setId = await createUploadSet(server);
  const pictures = [];
  for (const [index, picture] of walk(count, options).entries()) {
    const bytes = await makePicture(picture);
    const file = await answer(sendFile(server, setId, { name: `${index + 1}.jpg`, bytes }), 202);
    pictures.push({ id: file.picture_id as string, bytes });
  }
  await answer(fetch(`${server.url}/api/upload_sets/${setId}/complete`, { method: "POST" }));
  return { setId, pictures };
}

/** Waits until an upload set is ready. @returns the id of its only sequence */
export async function sequenceOf(server: { url: string }, setId: string): Promise<string> {
  let set: { ready?: boolean; associated_collections: { id: string }[] } | undefined;
  await until(async () => {
    set = await answer(fetch(`${server.url}/api/upload_sets/${setId}`));
    return set!.ready === true;
  });
  assert.equal(set!.associated_collections.length, 1);
  return set!.associated_collections[0].id;
}
