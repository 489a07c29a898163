/** What was blurred last, page by page, for administrators. */
import assert from "node:assert/strict";
import { listBlurSamples } from "../../../../src/features/pictures/blur/samples.ts";
import { makePicture, walk } from "../../../support/pictures.ts";
import { answer, serverTest, type TestServer } from "../../../support/server.ts";
import { createUploadSet, sendFile, uploadSetWhenIdle } from "../../../support/uploads.ts";

async function upload(server: TestServer): Promise<[string, string, string, string]> {
  const set = await createUploadSet(server);
  const ids: string[] = [];
  for (const [index, options] of walk(4).entries()) {
    const file = sendFile(server, set, { name: `${index}.jpg`, bytes: await makePicture(options) });
    ids.push((await answer(file, 202)).picture_id);
  }
  await answer(fetch(`${server.url}/api/upload_sets/${set}/complete`, { method: "POST" }));
  await uploadSetWhenIdle(server, set);
  // As many as were sent.
  return ids as [string, string, string, string];
}

serverTest("Samples come page by page, by kind and confidence, and only for administrators", async (server) => {
  const [first, second, third, fourth] = await upload(server);
  const part = (kind: string, confidence: number) => ({ kind, confidence, x: 1, y: 2, width: 30, height: 40 });
  const note = (id: string, minute: number, parts: ReturnType<typeof part>[]) =>
    server.sql`
      INSERT INTO picture_blurs (picture_id, blurred_at, model, way, parts)
      VALUES (${id}, ${`2026-01-01T00:0${minute}:00Z`}, 'builtin-1', 'copied', ${server.sql.json(parts)})`;
  await note(first, 1, [part("face", 0.9)]);
  await note(second, 2, [part("plate", 0.5), part("face", 0.3)]);
  await note(third, 3, []);
  // Drawn on, and not blurred yet.
  await server.sql`INSERT INTO picture_blurs (picture_id, drawn) VALUES (${fourth}, '[]')`;
  const get = (query: string, headers = server.defaultAccount) =>
    fetch(`${server.url}/api/admin/blurs${query}`, { headers });
  const idsOf = async (query: string) =>
    (await answer(get(query))).blurs.map(({ picture_id }: { picture_id: string }) => picture_id);

  assert.deepEqual(await idsOf(""), [second, first]);
  assert.deepEqual(await idsOf("?kind=plate"), [second]);
  assert.deepEqual(await idsOf("?kind=face&most=0.4"), [second]);
  assert.deepEqual(await idsOf("?kind=face&least=0.4"), [first]);
  // The plate is sure enough, the face is not.
  assert.deepEqual(await idsOf("?kind=face&least=0.4&most=0.6"), []);
  assert.deepEqual(await idsOf("?kind=drawn"), []);
  const page = await answer(get("?limit=1"));
  assert.deepEqual(page.blurs.map(({ parts, way }: { parts: unknown[]; way: string }) => [parts.length, way]), [
    [2, "copied"],
  ]);
  assert.equal(page.next, second);
  assert.deepEqual(await idsOf(`?limit=1&after=${page.next}`), [first]);
  const last = await answer(get(`?after=${first}`));
  assert.deepEqual([last.blurs, last.next], [[], null]);

  // Where a page may look at one picture only, there is an empty one, and none is left out.
  const seen: string[] = [];
  for (let after: string | undefined, pages = 0; pages < 4; pages++) {
    const { samples, next } = await listBlurSamples(server.sql, { least: 0, most: 1, limit: 5, after, lookAt: 1 });
    seen.push(...samples.map(({ picture_id }) => picture_id));
    assert.equal(next, [third, second, first, undefined][pages]);
    after = next;
  }
  assert.deepEqual(seen, [second, first]);

  await answer(get("?kind=dog"), 400);
  await answer(get("?after=1"), 400);
  await answer(get("?most=2"), 400);
  await answer(get("", await server.account("stranger")), 403);
  await answer(get("", {}), 401);
});
