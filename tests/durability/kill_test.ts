/**
 * The server is killed in the middle of uploads, again and again. What it acknowledged with 202 is there afterwards,
 * byte for byte, and becomes ready; what it was about to write leaves nothing.
 */
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import pLimit from "p-limit";
import { nativeDatabase } from "../support/native_database.ts";
import { makePicture, walk } from "../support/pictures.ts";
import { runCommand, type ServerProcess, startServerProcess } from "../support/process.ts";
import { answer, filesBelow } from "../support/server.ts";
import { repetitions } from "../support/thorough.ts";
import { until } from "../support/until.ts";
import { temporaryFolder } from "../support/temporary_folder.ts";
import { createUploadSet, readUploadSet, sendFile } from "../support/uploads.ts";

const ROUNDS = repetitions({ some: 3, many: 10 });
const FILES = repetitions({ some: 80, many: 200 });
const AT_ONCE = 16;

/** A picture that the server took responsibility for. */
interface Acknowledged {
  id: string;
  setId: string;
  md5: string;
}

async function killAgainAndAgain(variables: Record<string, string>): Promise<void> {
  await using folder = await temporaryFolder();
  const settings = {
    PANORAMAX_DATA: folder.path,
    FLASK_SECRET_KEY: "the secret key of a test, which is long",
    API_ACCEPT_DUPLICATE: "true",
    PICTURE_PROCESS_THREADS_LIMIT: "2",
    ...variables,
  };
  const pictures = await Promise.all(walk(FILES, { width: 256, height: 128 }).map(makePicture));
  const acknowledged: Acknowledged[] = [];
  let server = await startServerProcess(settings);
  const token = await runCommand(settings, "default-account-tokens", "get");
  const owner = { Authorization: `Bearer ${token.trim()}` };
  for (let round = 1; round <= ROUNDS; round++) {
    // Each round dies at another point of its uploads, from the first answers to the last.
    acknowledged.push(...await uploadUntilKilled(server, pictures, Math.ceil(FILES * round / (ROUNDS + 1))));
    server = await startServerProcess(settings);
    await assertComplete(server, acknowledged, owner, `after kill ${round}`);
    await until(async () => (await answer(fetch(`${server.url}/api/jobs/stats`))).total_jobs === 0);
    assert.deepEqual(await temporaryFiles(folder.path), [], `after kill ${round}`);
  }
  await assertAllReady(server, acknowledged);
  assert.equal(await server.stop(), 0);
  assert.deepEqual(await temporaryFiles(folder.path), []);
  console.log(`${acknowledged.length} pictures acknowledged in ${ROUNDS} kills, none lost`);
}

async function uploadUntilKilled(
  server: ServerProcess,
  pictures: Uint8Array<ArrayBuffer>[],
  answersBeforeKill: number,
): Promise<Acknowledged[]> {
  const setId = await createUploadSet(server, { title: "Killed" });
  const acknowledged: Acknowledged[] = [];
  let killed: Promise<void> | undefined;
  const atOnce = pLimit(AT_ONCE);
  await Promise.all(pictures.map((bytes, i) =>
    atOnce(async () => {
      if (killed) return;
      try {
        const response = await sendFile(server, setId, { name: `${i}.jpg`, bytes });
        const { picture_id: id } = await answer(response, 202);
        acknowledged.push({ id, setId, md5: md5(bytes) });
      } catch (error) {
        if (!killed) throw error;
      }
      if (acknowledged.length >= answersBeforeKill) killed ??= server.kill();
    })
  ));
  await killed;
  return acknowledged;
}

/** Every acknowledged picture has its row and its bytes. */
async function assertComplete(
  server: ServerProcess,
  acknowledged: Acknowledged[],
  headers: Record<string, string>,
  when: string,
): Promise<void> {
  const atOnce = pLimit(AT_ONCE);
  await Promise.all(acknowledged.map(({ id, md5: expected }) =>
    atOnce(async () => {
      const response = await fetch(`${server.url}/api/pictures/${id}/hd.jpg`, { headers });
      const bytes = await response.bytes();
      assert.equal(response.status, 200, `picture ${id} ${when}`);
      assert.equal(md5(bytes), expected, `picture ${id} ${when}`);
    })
  ));
}

async function assertAllReady(server: ServerProcess, acknowledged: Acknowledged[]): Promise<void> {
  const sets = [...new Set(acknowledged.map(({ setId }) => setId))];
  for (const setId of sets) {
    await answer(fetch(`${server.url}/api/upload_sets/${setId}/complete`, { method: "POST" }));
  }
  for (const setId of sets) {
    await until(async () => (await readUploadSet(server, setId)).ready);
    const set = await readUploadSet(server, setId);
    const count = acknowledged.filter((picture) => picture.setId === setId).length;
    // One that was stored when the server died before it could answer may be there too.
    assert.ok(set.nb_items >= count, `set ${setId} has ${set.nb_items} of ${count} pictures`);
    assert.deepEqual([set.items_status.broken, set.items_status.not_processed], [0, 0]);
  }
  for (const { id } of acknowledged) {
    const thumb = await fetch(`${server.url}/api/pictures/${id}/thumb.jpg`);
    await thumb.body?.cancel();
    assert.equal(thumb.status, 200);
  }
}

async function temporaryFiles(folder: string): Promise<string[]> {
  return (await filesBelow(`${folder}/pictures`)).filter((path) => !path.endsWith(".jpg"));
}

function md5(bytes: Uint8Array): string {
  return createHash("md5").update(bytes).digest("hex");
}

const nativeUrl = Deno.env.get("TEST_DB_URL");

Deno.test({
  name: "Nothing acknowledged is lost when the server is killed (native PostgreSQL)",
  ignore: nativeUrl === undefined,
  async fn() {
    await using database = await nativeDatabase(nativeUrl!, true);
    await killAgainAndAgain({ DB_URL: database.url });
  },
});

Deno.test("Nothing acknowledged is lost when the server is killed (embedded database)", async () => {
  await killAgainAndAgain({});
});
