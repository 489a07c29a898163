/** `panoramax install-service`, and what the server says to systemd. */
import assert from "node:assert/strict";
import { type InstallOptions, installService, uninstallService } from "../../src/commands/service/install.ts";
import { findSupervisor } from "../../src/commands/service/notify.ts";
import { copyEmbeddedDatabase } from "../support/embedded_database.ts";
import { listenAsSystemd } from "../support/notified.ts";
import { serveProgram, WITH_PERMISSIONS_OF_BINARY } from "../support/program.ts";
import { temporaryFolder } from "../support/temporary_folder.ts";

const IS_ROOT = Deno.uid() === 0;
const UNIT = "/etc/systemd/system/panoramax.service";
/** Worse services are called exposed (systemd-analyze(1)); measured are 1.5, and 1.7 with a low port. */
const MOST_EXPOSURE = 2;

async function systemdAnalyze(...args: string[]): Promise<{ success: boolean; text: string } | undefined> {
  try {
    const { success, stdout, stderr } = await new Deno.Command("systemd-analyze", { args }).output();
    const decoder = new TextDecoder();
    return { success, text: decoder.decode(stdout) + decoder.decode(stderr) };
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    console.warn("SKIPPED: systemd-analyze, because it is not installed");
  }
}

Deno.test("deploy/panoramax.service is what install-service prints", async () => {
  const file = await Deno.readTextFile(new URL("../../deploy/panoramax.service", import.meta.url));
  assert.equal(file, `${await installService({})}\n`, "run: deno task cli install-service > deploy/panoramax.service");
});

Deno.test("systemd finds nothing wrong with the units, and little exposed", async () => {
  await using folder = await temporaryFolder();
  const units: InstallOptions[] = [
    {},
    { user: "daemon", folder: "/mnt/disk/été", host: "::", port: "80" },
    { user: "daemon", folder: "/home/pi/panoramax" },
  ];
  for (const options of units) {
    const path = `${folder.path}/panoramax.service`;
    await Deno.writeTextFile(path, `${await installService({ ...options, binary: "/bin/sh" })}\n`);
    const verified = await systemdAnalyze("verify", "--man=no", path);
    if (!verified) return;
    assert.deepEqual(verified, { success: true, text: "" });
    const threshold = `--threshold=${MOST_EXPOSURE * 10}`;
    const exposed = await systemdAnalyze("security", "--offline=true", threshold, path);
    assert.ok(exposed?.success, exposed?.text ?? "");
  }
});

Deno.test("options that make no unit are refused", async () => {
  const wrong: [InstallOptions, RegExp][] = [
    [{ folder: "/srv/panoramax" }, /needs a user/],
    [{ folder: "data" }, /--folder should be an absolute path .+ got 'data'/],
    [{ folder: "/var/lib/my data" }, /--folder/],
    [{ binary: "/opt/100%/panoramax" }, /--binary/],
    [{ user: "a\nExecStart=/bin/sh" }, /Invalid name of a user/],
    [{ user: "root" }, /not run as root/],
    [{ host: "0.0.0.0\nUser=root" }, /Invalid address/],
    [{ port: "0" }, /--port should be a number from 1 to 65535, got '0'/],
    [{ port: "http" }, /--port/],
  ];
  for (const [options, message] of wrong) {
    await assert.rejects(installService(options), { name: "CommandError", message });
  }
});

Deno.test({
  name: "--write makes unit and settings, again and again, and takes only its own unit away",
  ignore: !IS_ROOT,
  fn: async () => {
    await using root = await temporaryFolder();
    const install = (options: InstallOptions = {}) =>
      installService({ write: true, binary: "/bin/sh", ...options }, root.path);
    const unit = root.path + UNIT, settings = `${root.path}/etc/panoramax.env`;
    const first = await install();
    assert.match(first, /systemd does not run this machine/);
    assert.match(
      first,
      /Settings go into .*\n {2}systemctl enable panoramax\nThen it is at http:\/\/127\.0\.0\.1:5000/s,
    );
    assert.equal(Deno.statSync(settings).mode! & 0o777, 0o640);
    const lines = (await Deno.readTextFile(settings)).split("\n");
    assert.deepEqual(lines.filter((line) => line !== "" && !line.startsWith("#")), []);

    await Deno.writeTextFile(settings, "PORT=1234\n");
    await Deno.mkdir(`${root.path}/run/systemd/system`, { recursive: true });
    const second = await install({ port: "8080" });
    assert.match(second, /Settings stayed as they are/);
    assert.match(second, /daemon-reload\n {2}systemctl enable panoramax\n {2}systemctl restart panoramax\n/);
    assert.equal(await Deno.readTextFile(settings), "PORT=1234\n");
    assert.match(await Deno.readTextFile(unit), /^Environment=PORT=8080$/m);

    await install({ user: "daemon", folder: "/srv/panoramax/data/" });
    const { mode, uid } = await Deno.stat(`${root.path}/srv/panoramax/data`);
    assert.deepEqual([mode! & 0o777, uid], [0o750, 1]);
    await assert.rejects(install({ user: "nobody-here" }), { message: /useradd --system/ });
    await assert.rejects(install({ binary: "/root/panoramax" }), { message: /no program/ });
    await assert.rejects(install({ binary: "/tmp" }), { message: /no program/ });

    assert.match(
      await uninstallService({}, root.path),
      /disable --now panoramax\n.*\n {2}rm -r \/srv\/panoramax\/data$/s,
    );
    assert.match(await uninstallService({ write: true }, root.path), /Removed /);
    await assert.rejects(uninstallService({ write: true }, root.path), { message: `There is no ${UNIT}` });
    assert.equal(await Deno.readTextFile(settings), "PORT=1234\n");

    await Deno.writeTextFile(unit, "[Unit]\nDescription=mine\n");
    await Deno.remove(settings);
    await assert.rejects(install(), { message: /was not made by this command/ });
    await assert.rejects(Deno.stat(settings), Deno.errors.NotFound, "nothing is done");
    await assert.rejects(uninstallService({ write: true }, root.path), { message: /was not made by/ });
  },
});

Deno.test({
  name: "--write needs root",
  ignore: IS_ROOT,
  fn: () => assert.rejects(installService({ write: true }), { message: /needs root: run it with sudo/ }),
});

Deno.test({
  name: "serve tells systemd when it is ready, alive and about to end, with the permissions of the binary",
  sanitizeOps: false,
  sanitizeResources: false,
  fn: async () => {
    // Not that of TMPDIR, which may be below /dev: these permissions do not reach there.
    await using folder = await temporaryFolder({ dir: "/tmp" });
    await copyEmbeddedDatabase(`${folder.path}/data`);
    await using systemd = await listenAsSystemd(folder.path);
    await using server = await serveProgram(WITH_PERMISSIONS_OF_BINARY, {
      folder: folder.path,
      environment: { PANORAMAX_DATA: "data", NOTIFY_SOCKET: systemd.path, WATCHDOG_USEC: "400000", TMPDIR: "/tmp" },
    });
    assert.equal(await systemd.next(), `READY=1\nSTATUS=Ready: ${server.url}`);
    assert.equal(await systemd.next(), "WATCHDOG=1");
    assert.equal(await systemd.next(), "WATCHDOG=1");
    const stopped = server.stop();
    let message: string;
    do message = await systemd.next(); while (message === "WATCHDOG=1");
    assert.equal(message, "STOPPING=1\nSTATUS=Finishing what runs");
    const { code, stderr } = await stopped;
    assert.deepEqual([code, stderr], [0, ""]);
  },
});

Deno.test("who is to be told is in the environment", () => {
  assert.equal(findSupervisor({}, 1), undefined);
  assert.equal(findSupervisor({ NOTIFY_SOCKET: "vsock:2:1" }, 1), undefined);
  const socket = "@abstract";
  assert.deepEqual(findSupervisor({ NOTIFY_SOCKET: socket }, 1), { socket });
  const watched = { NOTIFY_SOCKET: socket, WATCHDOG_USEC: "120000000" };
  assert.deepEqual(findSupervisor(watched, 1), { socket, watchdog: 120_000 });
  assert.deepEqual(findSupervisor({ ...watched, WATCHDOG_PID: "1" }, 1), { socket, watchdog: 120_000 });
  assert.deepEqual(findSupervisor({ ...watched, WATCHDOG_PID: "2" }, 1), { socket });
});
