/** Files of cameras are read again, slowly, and those that are not as they were received are reported. */
import assert from "node:assert/strict";
import { examine } from "../../../src/doctor/mod.ts";
import { checkDueMedia } from "../../../src/features/scrub/check_media.ts";
import { allskyPath } from "../../../src/core/storage/mod.ts";
import { answer, serverTest } from "../../support/server.ts";
import { bytesOf, CREATED, imageMetadata, syncClient } from "../syncapi/client.ts";

const NEVER = new AbortController().signal;
const FAST = { SCRUB_BYTES_PER_SECOND: "1000000000", SCRUB_DAYS: "1", API_METRICS: "true" };

serverTest("a file of a camera that changed or went is reported everywhere, until it is sent again", async (server) => {
  const { services } = server.backend;
  const client = await syncClient(server);
  await client.camera();
  const send = async (minute: number, text: string, method: "POST" | "PUT" = "POST") =>
    await answer(
      client.send(method, "image", imageMetadata({ createDate: CREATED + 60 * minute }), { media: bytesOf(text) }),
    );
  for (const minute of [0, 1, 2]) await send(minute, `image ${minute}`);
  await checkDueMedia(services, NEVER);
  const checks = await server.sql`SELECT FROM allsky_checks WHERE checked_at IS NOT NULL AND problem IS NULL`;
  assert.equal(checks.length, 3);

  const rows = await server.sql<{ path: string }[]>`SELECT path FROM allsky_assets ORDER BY taken_at`;
  const [changed, gone] = rows.map(({ path }) => path);
  assert.ok(changed && gone);
  const fileOf = (path: string) => `${server.storage}/permanent${allskyPath(path)}`;
  await Deno.writeFile(fileOf(changed), bytesOf("image X"));
  await Deno.remove(fileOf(gone));
  await checkDueMedia(services, NEVER);
  const damaged = async () =>
    (await answer(fetch(`${server.url}/api/admin/system`, { headers: server.defaultAccount }))).originals;
  assert.deepEqual(await damaged(), { checked: 3, damaged: 0 }, "nothing is due yet");

  await server.sql`UPDATE allsky_checks SET checked_at = checked_at - interval '2 days', claimed_at = NULL`;
  await checkDueMedia(services, NEVER);
  assert.deepEqual(await damaged(), { checked: 3, damaged: 2 });
  const metrics = await (await fetch(`${server.url}/metrics`)).text();
  assert.match(metrics, /^panoramax_allsky_media_damaged\{problem="changed"\} 1$/m);
  assert.match(metrics, /^panoramax_allsky_media_damaged\{problem="missing"\} 1$/m);
  const examination = { ...services, fixes: false, needsThumbnails: true, deletesOrphans: false };
  const findings = async () =>
    (await Array.fromAsync(examine(examination))).map(({ problem, subject }) => `${problem} ${subject}`).sort();
  assert.deepEqual(await findings(), [`damaged image ${changed}`, `missing image ${gone}`]);

  for (const minute of [0, 1]) await send(minute, `image ${minute} again`, "PUT");
  assert.deepEqual(await findings(), [], "doctor looks again at once");
  assert.deepEqual(await damaged(), { checked: 3, damaged: 0 });
}, FAST);
