/** The history of an account's uploads: each with its state, and each file that had a problem. */
import assert from "node:assert/strict";
import { makePicture, walk } from "../../support/pictures.ts";
import { answer, serverTest, type TestServer } from "../../support/server.ts";
import { createUploadSet, sendFile, uploadSetWhenIdle } from "../../support/uploads.ts";

type Headers = Record<string, string>;

function get({ url }: TestServer, path: string, headers: Headers, status = 200) {
  return answer(fetch(`${url}/api/users/me/uploads${path}`, { headers }), status);
}

/** One set of each page of the history, to its end. */
async function titlesByPage(server: TestServer, headers: Headers, query: string): Promise<string[][]> {
  const pages: string[][] = [];
  let next: string | undefined;
  do {
    const more: string = next ? `&before=${encodeURIComponent(next)}` : "";
    const page = await get(server, `?${query}${more}`, headers);
    pages.push(page.uploads.map(({ title }: { title: string }) => title));
    next = page.next;
  } while (next);
  return pages;
}

serverTest("uploads are listed newest first, page by page, to their owner alone", async (server) => {
  const [ana, ben] = [await server.account("Ana"), await server.account("Ben")];
  for (const title of ["A", "B", "C", "D"]) await createUploadSet(server, { title, visibility: "anyone" }, ana);
  await createUploadSet(server, { title: "E" }, ben);
  // Sets that were made at the same moment are told apart by their id.
  await server.sql`UPDATE upload_sets SET created_at = '2024-05-01T10:00:00.123456Z' WHERE title IN ('B', 'C')`;
  await server.sql`UPDATE upload_sets SET created_at = '2024-05-01T09:00:00Z', completed = TRUE WHERE title = 'A'`;

  const pages = await titlesByPage(server, ana, "limit=1");
  assert.equal(pages.length, 4);
  assert.deepEqual(pages.flat().sort(), ["A", "B", "C", "D"]);
  assert.deepEqual([pages[0], pages[3]], [["D"], ["A"]]);
  assert.equal((await titlesByPage(server, ana, "limit=3")).length, 2);
  assert.deepEqual((await titlesByPage(server, ana, "unfinished=true")).flat().sort(), ["B", "C", "D"]);
  assert.deepEqual(await titlesByPage(server, ben, "limit=100"), [["E"]]);

  for (const before of ["nothing", "2024-13-01T00:00:00Z,x", ",", "2024-05-01T10:00:00Z"]) {
    const { details } = await get(server, `?before=${before}`, ana, 400);
    assert.deepEqual(details[0].fields, ["before"]);
  }
  await get(server, "?limit=101", ana, 400);
  await get(server, "?limit=0", ana, 400);
});

serverTest("refused files and broken pictures are told, and broken ones are prepared again", async (server) => {
  const [ana, ben] = [await server.account("Ana"), await server.account("Ben")];
  const set = await createUploadSet(server, { title: "A walk", estimated_nb_files: 9 }, ana);
  const send = async (name: string, bytes: Uint8Array<ArrayBuffer>, status: number) =>
    await answer(sendFile(server, set, { name, bytes }, { headers: ana }), status);
  const [first, second, third] = walk(3);
  await send("b.jpg", await makePicture(first), 202);
  await send("c.jpg", await makePicture(second), 202);
  await send("a.jpg", await makePicture({ ...third, latitude: undefined }), 400);
  await send("d.jpg", new TextEncoder().encode("no picture"), 400);
  await answer(fetch(`${server.url}/api/upload_sets/${set}/complete`, { method: "POST", headers: ana }));
  await uploadSetWhenIdle(server, set, ana);
  await server.sql`
    UPDATE pictures SET preparing_status = 'broken'
    WHERE id = (SELECT picture_id FROM files WHERE file_name = 'c.jpg')`;

  const { uploads: [upload] } = await get(server, "", ana);
  const { nb_files, nb_refused, nb_items, nb_prepared, nb_broken, estimated_nb_files } = upload;
  assert.deepEqual({ nb_files, nb_refused, nb_items, nb_prepared, nb_broken, estimated_nb_files }, {
    nb_files: 4,
    nb_refused: 2,
    nb_items: 2,
    nb_prepared: 1,
    nb_broken: 1,
    estimated_nb_files: 9,
  });
  assert.deepEqual(upload.collections.map(({ nb_items }: { nb_items: number }) => nb_items), [2]);

  const start = await get(server, `/${set}/problems?limit=2`, ana);
  const end = await get(server, `/${set}/problems?limit=2&after=${start.next}`, ana);
  assert.equal(end.next, undefined);
  const problems = [...start.problems, ...end.problems];
  assert.deepEqual(problems.map(({ file_name, kind, reason }) => [file_name, kind, reason]), [
    ["a.jpg", "refused", "invalid_metadata"],
    ["c.jpg", "broken", undefined],
    ["d.jpg", "refused", "invalid_file"],
  ]);
  assert.deepEqual(problems[0].missing_fields, ["location"]);
  assert.equal(problems[1].is_queued, false);

  // Everybody may see the set, but the history is its owner's.
  for (const headers of [ben, server.defaultAccount]) await get(server, `/${set}/problems`, headers, 404);
  const prepare = (headers: Headers, status: number) =>
    answer(fetch(`${server.url}/api/users/me/uploads/${set}/prepare`, { method: "POST", headers }), status);
  await prepare(ben, 404);
  await prepare({}, 401);
  assert.deepEqual(await prepare(ana, 202), { count: 1 });
  await server.backend.runner!.idle();
  assert.equal((await get(server, "", ana)).uploads[0].nb_broken, 0);
  assert.deepEqual(await prepare(ana, 202), { count: 0 });
});
