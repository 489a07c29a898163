/** Instances that the program itself makes and serves, in a folder of their own, on each kind of database at hand. */
import assert from "node:assert/strict";
import { type Database, openDatabase } from "../../src/core/db/open.ts";
import type { Sql } from "../../src/core/db/sql.ts";
import { readSettings } from "../../src/core/settings/mod.ts";
import { copyEmbeddedDatabase } from "./embedded_database.ts";
import { ALL_KINDS, type DatabaseKind, isAtHand, KIND_NAMES } from "./kinds.ts";
import { nativeDatabase } from "./native_database.ts";
import { makePicture, walk, type WalkOptions } from "./pictures.ts";
import { type Outcome, runProgram, serveProgram, type ServerProcess, SOURCE_PROGRAM } from "./program.ts";
import { type ListOf, present } from "./present.ts";
import { answer } from "./server.ts";
import { temporaryFolder } from "./temporary_folder.ts";
import { until } from "./until.ts";
import { createUploadSet, sendFile } from "./uploads.ts";

/** An instance of the program; nothing of it runs unless it is started. */
export interface Instance {
  kind: DatabaseKind;
  folder: string;
  /** Where the files are, with the folders tmp, permanent and derivates. */
  storage: string;
  /** Settings of every process of the instance. */
  environment: Record<string, string>;
  /** Runs a command to its end, beside whoever runs the embedded database at that time, or by itself. */
  run(...args: string[]): Promise<Outcome>;
  /** As `run()`, with nobody else on the embedded database. */
  runAlone(...args: string[]): Promise<Outcome>;
  /** Starts a server, on any free port when none is given. */
  serve(environment?: Record<string, string>, port?: string): Promise<ServerProcess>;
  /**
   * Looks into the database, beside a server or without one. Without one, this process goes on running the embedded
   * database: to start it takes longer than most commands, which then join it.
   */
  query<T>(work: (sql: Sql) => Promise<T>): Promise<T>;
}

/** How an instance begins. */
export interface InstanceOptions {
  /** Settings by the names of their environment variables. */
  variables?: Record<string, string>;
  /** Whether its database has the schema and the default rows already; else nothing is in it. */
  hasSchema?: boolean;
}

/** Registers a test that gets a new instance. */
export function instanceTest(
  name: string,
  body: (instance: Instance, test: Deno.TestContext) => Promise<void>,
  options: InstanceOptions = {},
): void {
  for (const kind of ALL_KINDS) {
    Deno.test({
      name: `${name} (${KIND_NAMES[kind]})`,
      ignore: !isAtHand(kind),
      sanitizeOps: false,
      sanitizeResources: false,
      fn: async (test) => {
        await using instance = await makeInstance(kind, options);
        await body(instance, test);
      },
    });
  }
}

/** A new instance; its database and folder go at the end. */
export async function makeInstance(
  kind: Instance["kind"],
  { variables = {}, hasSchema = true }: InstanceOptions = {},
): Promise<Instance & AsyncDisposable> {
  const folder = await temporaryFolder();
  const database = kind === "native" ? await nativeDatabase(Deno.env.get("TEST_DB_URL")!, hasSchema) : undefined;
  if (!database && hasSchema) await copyEmbeddedDatabase(`${folder.path}/data`);
  const environment = {
    PANORAMAX_DATA: `${folder.path}/data`,
    FLASK_SECRET_KEY: "the secret key of a test, which is long",
    ...(database ? { DB_URL: database.url } : {}),
    ...variables,
  };
  const place = { folder: folder.path, environment };
  const access = new DatabaseAccess(environment);
  return {
    kind,
    folder: folder.path,
    storage: `${folder.path}/data/pictures`,
    environment,
    run: (...args) => runProgram(SOURCE_PROGRAM, args, place),
    async runAlone(...args) {
      await access.close();
      return await runProgram(SOURCE_PROGRAM, args, place);
    },
    async serve(more = {}, port) {
      await access.close();
      return await serveProgram(SOURCE_PROGRAM, { ...place, environment: { ...environment, ...more } }, port);
    },
    query: (work) => access.query(work),
    async [Symbol.asyncDispose]() {
      await access.close();
      await database?.[Symbol.asyncDispose]();
      await folder[Symbol.asyncDispose]();
    },
  };
}

/** The database of an instance, for the test itself. */
class DatabaseAccess {
  readonly #environment: Record<string, string>;
  #running?: Database;

  constructor(environment: Record<string, string>) {
    this.#environment = environment;
  }

  async query<T>(work: (sql: Sql) => Promise<T>): Promise<T> {
    if (this.#running) return await work(this.#running.sql);
    const opened = await openDatabase(readSettings(this.#environment), "command");
    // One that a server runs ends with the server.
    if (opened.isOwner) this.#running = opened;
    try {
      return await work(opened.sql);
    } finally {
      if (!opened.isOwner) await opened.close();
    }
  }

  async close(): Promise<void> {
    await this.#running?.close();
    this.#running = undefined;
  }
}

/** A picture that the server accepted, and the bytes that were sent. */
export interface UploadedPicture {
  id: string;
  bytes: Uint8Array;
}

/** Uploads a walk as one upload set and completes it. @returns ids of the set and of its pictures, in the order of capture */
export async function uploadWalk<Count extends number>(
  server: { url: string },
  count: Count,
  options: WalkOptions = {},
): Promise<{ setId: string; pictures: ListOf<UploadedPicture, Count> }> {
  const setId = await createUploadSet(server);
  const pictures: UploadedPicture[] = [];
  for (const [index, picture] of walk<number>(count, options).entries()) {
    const bytes = await makePicture(picture);
    const file = await answer(sendFile(server, setId, { name: `${index + 1}.jpg`, bytes }), 202);
    pictures.push({ id: file.picture_id as string, bytes });
  }
  await answer(fetch(`${server.url}/api/upload_sets/${setId}/complete`, { method: "POST" }));
  // As many as were sent.
  return { setId, pictures: pictures as ListOf<UploadedPicture, Count> };
}

/** Waits until an upload set is ready. @returns the id of its only sequence */
export async function sequenceOf(server: { url: string }, setId: string): Promise<string> {
  let set: { ready?: boolean; associated_collections: { id: string }[] } | undefined;
  await until(async () => {
    set = await answer(fetch(`${server.url}/api/upload_sets/${setId}`));
    return set?.ready === true;
  });
  const [sequence, ...others] = present(set).associated_collections;
  assert.deepEqual(others, []);
  return present(sequence, "a sequence").id;
}
