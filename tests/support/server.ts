/** A whole server for a test, over real HTTP, on each kind of database at hand. */
import assert from "node:assert/strict";
import { onlyRow } from "../../src/core/db/rows.ts";
import { signToken } from "../../src/features/accounts/mod.ts";
import type { Sql } from "../../src/core/db/sql.ts";
import { assembleBackend, type Backend } from "../../src/main/server.ts";
import { listen } from "../../src/main/listen.ts";
import { readSettings } from "../../src/core/settings/mod.ts";
import { CheckedAnswers } from "./checked_answers.ts";
import { databaseTest, type TestDatabase } from "./databases.ts";
import { present } from "./present.ts";
import { temporaryFolder } from "./temporary_folder.ts";

const SECRET_KEY = "the secret key of a test, which is long";

export interface TestServer {
  /** `http://127.0.0.1:41234`, without a slash at the end. */
  url: string;
  sql: Sql;
  backend: Backend;
  /** All that the test asks is compared with what the routes declare. */
  answers: CheckedAnswers;
  /** Where the files are, with the folders tmp, permanent and derivates. */
  storage: string;
  database: TestDatabase;
  /** `Authorization` headers of the default account, an administrator. */
  defaultAccount: Record<string, string>;
  /** Makes an account; its `Authorization` headers. */
  account(name: string): Promise<Record<string, string>>;
}

/**
 * Registers a test that gets a running server.
 * @param variables settings by the names of their environment variables
 * @param register on which databases
 */
export function serverTest(
  name: string,
  body: (server: TestServer) => Promise<void>,
  variables: Record<string, string> = {},
  register = databaseTest,
): void {
  register(name, async (sql, database) => {
    await using folder = await temporaryFolder();
    const settings = readSettings({
      PANORAMAX_DATA: folder.path,
      FLASK_SECRET_KEY: SECRET_KEY,
      PICTURE_PROCESS_THREADS_LIMIT: "2",
      PORT: "0",
      ...variables,
    });
    const backend = await assembleBackend(settings, { sql, whenAlone: (work) => work() });
    const http = await listen(backend.services);
    try {
      const authorization = async (condition: ReturnType<Sql>) => {
        const [token] = await sql<{ id: string }[]>`
          SELECT t.id FROM tokens t JOIN accounts a ON a.id = t.account_id WHERE ${condition}`;
        return { Authorization: `Bearer ${await signToken(present(token).id, new TextEncoder().encode(SECRET_KEY))}` };
      };
      const answers = new CheckedAnswers(http.url, backend.services);
      const server: TestServer = {
        url: http.url,
        answers,
        sql,
        backend,
        storage: `${folder.path}/pictures`,
        database,
        defaultAccount: await authorization(sql`a.is_default`),
        async account(name) {
          const { id } = onlyRow(
            await sql<{ id: string }[]>`INSERT INTO accounts (name) VALUES (${name}) RETURNING id`,
          );
          return await authorization(sql`a.id = ${id}`);
        },
      };
      await answers.during(() => body(server));
    } finally {
      await http.stop();
      await backend.stop();
    }
  });
}

/** The JSON of an answer that must have the given status. */
// deno-lint-ignore no-explicit-any
export async function answer(response: Response | Promise<Response>, status = 200): Promise<any> {
  const got = await response;
  const text = await got.text();
  assert.equal(got.status, status, text);
  return text === "" ? undefined : JSON.parse(text);
}

/** All files below a folder, as paths relative to it. */
export async function filesBelow(folder: string): Promise<string[]> {
  const found: string[] = [];
  for await (const entry of Deno.readDir(folder)) {
    if (entry.isDirectory) {
      found.push(...(await filesBelow(`${folder}/${entry.name}`)).map((name) => `${entry.name}/${name}`));
    } else found.push(entry.name);
  }
  return found.sort();
}
