/**
 * Several cameras send images with thumbnails, two at a time each, and the server is killed in the middle. After all was
 * sent again, as the tool of indi-allsky does, every image is there once, and whole. `ALLSKY_IMAGES=200 ALLSKY_CAMERAS=8`
 * makes it as large as a big site.
 */
import assert from "node:assert/strict";
import { capture } from "../../support/present.ts";
import pLimit from "p-limit";
import { nativeDatabase } from "../../support/native_database.ts";
import { runCommand, type ServerProcess, startServerProcess } from "../../support/process.ts";
import { answer, filesBelow } from "../../support/server.ts";
import { temporaryFolder } from "../../support/temporary_folder.ts";
import { assetMetadata, bytesOf, CAMERA, CREATED, imageMetadata, SyncClient } from "./client.ts";

const CAMERAS = Number(Deno.env.get("ALLSKY_CAMERAS") ?? 2);
const IMAGES = Number(Deno.env.get("ALLSKY_IMAGES") ?? 30);

interface Upload {
  kind: "thumbnail" | "image";
  metadata: Record<string, unknown>;
  media: Uint8Array<ArrayBuffer>;
}

/** What one camera sends: before each image its thumbnail. */
function uploadsOf(camera: number): Upload[] {
  const camera_uuid = uuidOf(camera);
  return Array.from({ length: IMAGES }, (_, i): Upload[] => {
    const common = { camera_uuid, createDate: CREATED + i };
    const uuid = crypto.randomUUID();
    return [
      { kind: "thumbnail", metadata: assetMetadata("thumbnail", { ...common, uuid }), media: bytesOf(`small ${uuid}`) },
      {
        kind: "image",
        metadata: imageMetadata({ ...common, thumbnail_uuid: uuid }),
        media: bytesOf(`${uuid} `.repeat(2000)),
      },
    ];
  }).flat();
}

function uuidOf(camera: number): string {
  return CAMERA.replace("11111111", String(10_000_000 + camera));
}

/** Sends everything, two at a time for each camera; the addresses that were answered. */
async function sendAll(client: SyncClient, cameras: Upload[][], onAnswer = () => {}): Promise<Map<Upload, string>> {
  const answered = new Map<Upload, string>();
  await Promise.all(cameras.map(async (uploads, camera) => {
    await client.camera({ uuid: uuidOf(camera) }).then((response) => response.body?.cancel()).catch(() => {});
    const limit = pLimit(2);
    await Promise.all(uploads.map((upload) =>
      limit(async () => {
        const response = await client.send("PUT", upload.kind, upload.metadata, { media: upload.media }).catch(() =>
          null
        );
        const body = await response?.json().catch(() => null);
        if (!response?.ok || !body) return;
        answered.set(upload, body.url);
        onAnswer();
      })
    ));
  }));
  return answered;
}

async function assertWhole(server: ServerProcess, answered: Map<Upload, string>): Promise<void> {
  const limit = pLimit(8);
  await Promise.all(Array.from(answered, ([{ media }, url]) =>
    limit(async () => {
      const bytes = new Uint8Array(await (await fetch(`${server.url}/${url}`)).arrayBuffer());
      assert.deepEqual(bytes, media, url);
    })));
}

async function killWhileSending(database: Record<string, string>): Promise<void> {
  await using folder = await temporaryFolder();
  const settings = { PANORAMAX_DATA: folder.path, ...database };
  const start = performance.now();
  let server = await startServerProcess(settings);
  const printed = await runCommand(settings, "user", "syncuser", "--create", "--generate-api-key");
  const key = capture(/API key: (\w+)/, printed);
  const cameras = Array.from({ length: CAMERAS }, (_, camera) => uploadsOf(camera));
  const total = CAMERAS * IMAGES * 2;

  let answers = 0, killed: Promise<void> | undefined;
  const beforeKill = await sendAll(new SyncClient(server.url, "syncuser", key), cameras, () => {
    if (++answers === Math.floor(total / 3)) killed = server.kill();
  });
  await killed;
  assert.ok(beforeKill.size < total, "it was killed in the middle");

  server = await startServerProcess(settings);
  await assertWhole(server, beforeKill);
  const client = new SyncClient(server.url, "syncuser", key);
  const after = await sendAll(client, cameras);
  assert.equal(after.size, total);
  await assertWhole(server, after);
  for (const [upload, url] of beforeKill) assert.equal(after.get(upload), url);
  const files = (await filesBelow(`${folder.path}/pictures/permanent`)).filter((name) => !name.startsWith("allsky/"));
  assert.deepEqual(files, [], "nothing is left of what was interrupted");
  assert.equal((await filesBelow(`${folder.path}/pictures/permanent/allsky`)).length, total);
  const listed = await Promise.all(cameras.map(async (_, camera) => {
    const { features } = await answer(fetch(`${server.url}/api/collections/${uuidOf(camera)}/items?limit=1000`));
    return features.length;
  }));
  assert.deepEqual(listed, Array(CAMERAS).fill(IMAGES));
  assert.equal(await server.stop(), 0);
  console.log(`${total} files of ${CAMERAS} cameras, twice: ${((performance.now() - start) / 1000).toFixed()} s`);
}

const NAME = "a server killed while cameras send loses nothing it answered for, and nothing is there twice";
const nativeUrl = Deno.env.get("TEST_DB_URL");

Deno.test(`${NAME} (embedded)`, () => killWhileSending({}));

Deno.test({
  name: `${NAME} (native PostgreSQL)`,
  ignore: nativeUrl === undefined,
  async fn() {
    await using database = await nativeDatabase(nativeUrl!, true);
    await killWhileSending({ DB_URL: database.url, FLASK_SECRET_KEY: "the secret key of a test, which is long" });
  },
});
