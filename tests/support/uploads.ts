/** Uploads as clients do them. */
import type { Sql } from "../../src/core/db/sql.ts";
import { answer, type TestServer } from "./server.ts";

type Headers = Record<string, string>;

/** Makes an upload set; its id. */
export async function createUploadSet(
  server: Pick<TestServer, "url">,
  body: Record<string, unknown> = {},
  headers: Headers = {},
): Promise<string> {
  const { id } = await answer(fetch(`${server.url}/api/upload_sets`, {
    method: "POST",
    headers: { "Content-Type": "application/json", ...headers },
    body: JSON.stringify({ title: "A tour", ...body }),
  }));
  return id;
}

/** Sends one file; the answer whatever its status. */
export function sendFile(
  server: Pick<TestServer, "url">,
  setId: string,
  file: { name: string; bytes: Uint8Array<ArrayBuffer> },
  { fields = {}, headers = {} }: { fields?: Record<string, string>; headers?: Headers } = {},
): Promise<Response> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  form.set("file", new Blob([file.bytes], { type: "image/jpeg" }), file.name);
  return fetch(`${server.url}/api/upload_sets/${setId}/files`, { method: "POST", headers, body: form });
}

/** The upload set as the API shows it. */
export function readUploadSet(server: Pick<TestServer, "url">, setId: string, headers: Headers = {}) {
  return answer(fetch(`${server.url}/api/upload_sets/${setId}`, { headers }));
}

/** Waits until every job is done, then reads the upload set. */
export async function uploadSetWhenIdle(server: TestServer, setId: string, headers: Headers = {}) {
  await server.backend.runner!.idle();
  return await readUploadSet(server, setId, headers);
}

/** Makes it time for what is to be done later, such as deleting the duplicates of a set. */
export async function letTimePass(sql: Sql): Promise<void> {
  await sql`UPDATE job_queue SET to_do_after_ts = NULL`;
}
