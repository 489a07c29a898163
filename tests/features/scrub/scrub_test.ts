/** Originals are read again, slowly, and those that changed on the disk are reported. */
import assert from "node:assert/strict";
import { examine } from "../../../src/doctor/mod.ts";
import { checkOriginal } from "../../../src/features/scrub/mod.ts";
import { BytePace, scrub } from "../../../src/features/scrub/scrub_task.ts";
import { hdPath } from "../../../src/core/storage/mod.ts";
import { uploadWalk } from "../../support/instances.ts";
import { answer, serverTest, type TestServer } from "../../support/server.ts";

const NEVER = new AbortController().signal;
const FAST = { SCRUB_BYTES_PER_SECOND: "1000000000", SCRUB_DAYS: "1", API_METRICS: "true" };

/** Makes it time to check all again. */
async function letDaysPass({ sql }: TestServer): Promise<void> {
  await sql`UPDATE original_checks SET checked_at = checked_at - interval '2 days', claimed_at = NULL`;
}

/** Changes one bit in the middle of a file, as decay does: its time stays. */
async function decay(path: string): Promise<void> {
  const bytes = await Deno.readFile(path), { atime, mtime } = await Deno.stat(path);
  bytes[bytes.length >> 1]! ^= 1;
  await Deno.writeFile(path, bytes);
  await Deno.utime(path, atime!, mtime!);
}

async function damagedOf(server: TestServer): Promise<number> {
  const { originals } = await answer(
    fetch(`${server.url}/api/admin/system`, { headers: server.defaultAccount }),
  );
  return originals.damaged;
}

serverTest("after the clock was put back, originals are checked again", async (server) => {
  const { services } = server.backend;
  await uploadWalk(server, 2, { width: 64, height: 48 });
  await server.backend.runner!.idle();
  await scrub(services, NEVER);
  const [one, other] = await server.sql<{ picture_id: string }[]>`SELECT picture_id FROM original_checks`;
  await server.sql`
    UPDATE original_checks SET checked_at = now() + interval '70 years' WHERE picture_id = ${one!.picture_id}`;
  await server.sql`
    UPDATE original_checks SET checked_at = NULL, claimed_at = now() + interval '70 years'
    WHERE picture_id = ${other!.picture_id}`;
  await scrub(services, NEVER);
  const rows = await server.sql`
    SELECT checked_at BETWEEN now() - interval '1 hour' AND now() AS is_now FROM original_checks`;
  assert.deepEqual([...rows], [{ is_now: true }, { is_now: true }]);
}, FAST);

serverTest(
  "a bit that changed on the disk is found, reported everywhere, and forgotten once it is put right",
  async (server) => {
    const { services } = server.backend;
    const { pictures } = await uploadWalk(server, 3, { width: 64, height: 48 });
    await server.backend.runner!.idle();
    await scrub(services, NEVER);
    const checks = await server.sql`SELECT FROM original_checks WHERE is_as_received AND problem IS NULL`;
    assert.equal(checks.length, 3);

    const [first, other] = pictures;
    assert.ok(first && other);
    const { id, bytes } = first;
    const path = `${server.storage}/permanent${hdPath(id)}`;
    await decay(path);
    await Deno.remove(`${server.storage}/permanent${hdPath(other.id)}`);
    await scrub(services, NEVER);
    assert.equal(await damagedOf(server), 0, "nothing is due yet");
    await letDaysPass(server);
    await scrub(services, NEVER);
    assert.equal(await damagedOf(server), 2);
    const metrics = await (await fetch(`${server.url}/metrics`)).text();
    assert.match(metrics, /^panoramax_originals_damaged\{problem="changed"\} 1$/m);
    assert.match(metrics, /^panoramax_originals_damaged\{problem="missing"\} 1$/m);
    assert.match(metrics, /^panoramax_originals_checked 3$/m);
    const examination = { ...services, fixes: false, needsThumbnails: true, deletesOrphans: false };
    const findings = await Array.fromAsync(examine(examination));
    assert.deepEqual(findings.map(({ problem, subject }) => `${problem} ${subject}`).sort(), [
      `damaged original ${id}`,
      `missing original ${other.id}`,
    ]);

    await Deno.writeFile(path, bytes);
    await Deno.writeFile(`${server.storage}/permanent${hdPath(other.id)}`, other.bytes);
    assert.deepEqual(await Array.fromAsync(examine(examination)), [], "doctor looks again at once");
    assert.equal(await damagedOf(server), 0);
  },
  FAST,
);

serverTest("what is written over an original is damage, unless it was blurred", async (server) => {
  const { services } = server.backend;
  const { pictures: [picture] } = await uploadWalk(server, 1, { width: 64, height: 48 });
  await server.backend.runner!.idle();
  const { id } = picture!;
  const path = `${server.storage}/permanent${hdPath(id)}`;
  assert.equal(await checkOriginal(id, services), undefined);
  await Deno.writeFile(path, new TextEncoder().encode("something else"));
  assert.equal(await checkOriginal(id, services), "changed");
  await server.sql`UPDATE pictures SET blurring_id = '1' WHERE id = ${id}`;
  assert.equal(await checkOriginal(id, services), undefined);
  await decay(path);
  assert.equal(await checkOriginal(id, services), "changed", "what was blurred decays too");
  await server.sql`DELETE FROM pictures`;
  assert.equal(await checkOriginal(id, services), undefined, "nobody misses what was deleted");
}, FAST);

Deno.test("BytePace lets so many bytes a second pass, and ends at once when it is told to", async () => {
  const pace = new BytePace(1_000_000, NEVER);
  const start = performance.now();
  for (let done = 0; done < 10; done++) await pace.passed(10_000);
  assert.ok(performance.now() - start >= 99, `${performance.now() - start} ms for a tenth of a second`);
  const stopping = new AbortController();
  const slow = new BytePace(1, stopping.signal).passed(1_000_000);
  stopping.abort();
  await assert.rejects(slow, { name: "AbortError" });
});
