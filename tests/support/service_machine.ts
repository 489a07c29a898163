/** Tests of the service in machines that systemd runs (machine.ts), and what they ask systemd and the service. */
import assert from "node:assert/strict";
import { resolve } from "node:path";
import { sequenceOf, uploadWalk } from "./instances.ts";
import type { Machine } from "./machine.ts";
import { answer } from "./server.ts";
import { temporaryFolder } from "./temporary_folder.ts";
import { until } from "./until.ts";

const DEBIAN = Deno.env.get("TEST_DEBIAN_ROOT"), PROGRAM = Deno.env.get("PANORAMAX_BINARY");
/** The data folder of the service, unless it was told another one. */
export const DATA = "/var/lib/panoramax";

async function exists(path: string): Promise<boolean> {
  return await Deno.stat(path).then(() => true, () => false);
}

const CAN_RUN = DEBIAN !== undefined && PROGRAM !== undefined && Deno.uid() === 0 &&
  await exists("/usr/bin/systemd-nspawn") && await exists(`${DEBIAN}/sbin/init`);
if (!CAN_RUN) {
  console.warn(
    "SKIPPED: systemd, which needs root, systemd-nspawn, TEST_DEBIAN_ROOT with systemd and PANORAMAX_BINARY",
  );
}

/** What a test of the service begins with. */
export interface Place {
  /** Folder of a fresh Debian. */
  root: string;
  /** An empty folder that it sees as /media. */
  media: string;
  /** The compiled program. */
  binary: string;
}

/**
 * Registers a test that gets a fresh Debian. It is skipped unless root runs it where systemd-nspawn is, `PANORAMAX_BINARY` names
 * the compiled program, and `TEST_DEBIAN_ROOT` a folder with systemd: `deno task systemd` makes it.
 */
export function systemdTest(name: string, body: (place: Place, test: Deno.TestContext) => Promise<void>): void {
  Deno.test({
    name,
    ignore: !CAN_RUN,
    sanitizeOps: false,
    sanitizeResources: false,
    fn: async (test) => {
      // Space for programs and packages.
      await using folder = await temporaryFolder({ dir: "/var/tmp" });
      const place = { root: `${folder.path}/root`, media: `${folder.path}/media`, binary: PROGRAM! };
      await Deno.mkdir(place.media);
      const { success } = await new Deno.Command("cp", { args: ["-a", resolve(DEBIAN!), place.root] }).output();
      assert.ok(success);
      await body(place, test);
    },
  });
}

/** A property of the service, as systemd knows it (org.freedesktop.systemd1(5)). */
export function property(machine: Machine, name: string): Promise<string> {
  return machine.run(`systemctl show panoramax --value --property ${name}`);
}

/** What the service and systemd have said about it since the machine has a disk. */
export function journal(machine: Machine): Promise<string> {
  return machine.run("journalctl --unit panoramax --output cat");
}

/** Waits until it has been restarted by systemd once, and answers. */
export async function untilRestarted(machine: Machine): Promise<void> {
  await until(async () => await property(machine, "NRestarts") === "1");
  // Only waits for the start that is under way.
  await machine.run("systemctl start panoramax");
  assert.equal(await property(machine, "NRestarts"), "1");
}

/** Asserts that systemd takes the service for running. */
export async function assertActive(machine: Machine): Promise<void> {
  assert.equal(await property(machine, "ActiveState"), "active");
}

/** Asserts that no process of the program is left. */
export async function assertNoProcess(machine: Machine): Promise<void> {
  assert.doesNotMatch(await machine.run("cat /proc/[0-9]*/comm"), /^panoramax$/m);
}

/** Asserts that a picture is known and served. */
export async function assertIsThere(machine: Machine, id: string): Promise<void> {
  const { features } = await answer(fetch(`${machine.url}/api/search?ids=${id}`));
  assert.equal(features.length, 1);
  const response = await fetch(`${machine.url}/api/pictures/${id}/sd.jpg`);
  const bytes = await response.bytes();
  assert.equal(response.status, 200);
  assert.deepEqual(Array.from(bytes.subarray(0, 2)), [0xff, 0xd8], "it is a JPEG");
}

/**
 * Uploads a picture and waits until it is ready.
 * @param seed of its pixels: the same picture is taken once
 * @returns its id
 */
export async function upload(machine: Machine, seed: number): Promise<string> {
  const { setId, pictures: [picture] } = await uploadWalk(machine, 1, { seed });
  await sequenceOf(machine, setId);
  return picture.id;
}
