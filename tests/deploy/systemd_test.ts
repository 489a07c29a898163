/**
 * The service under a real systemd: installed by the Debian package. For root, where systemd-nspawn is,
 * `PANORAMAX_BINARY` names the compiled program, and `TEST_DEBIAN_ROOT` a folder made by `debootstrap --variant=minbase
 * --include=adduser,init-system-helpers,systemd-sysv,dbus`: `deno task systemd` makes it.
 */
import assert from "node:assert/strict";
import { resolve } from "node:path";
import { makePackage } from "../support/debian_package.ts";
import { sequenceOf, uploadWalk } from "../support/instances.ts";
import { bootMachine, type Machine } from "../support/machine.ts";
import { makePicture, walk } from "../support/pictures.ts";
import { answer } from "../support/server.ts";
import { temporaryFolder } from "../support/temporary_folder.ts";
import { until } from "../support/until.ts";
import { createUploadSet, sendFile } from "../support/uploads.ts";

const DEBIAN = Deno.env.get("TEST_DEBIAN_ROOT"), BINARY = Deno.env.get("PANORAMAX_BINARY");
const DATA = "/var/lib/panoramax";
/** As docs/operations.md names it. */
const SETUP_LINK = "journalctl --unit panoramax --output cat | grep setup";

async function exists(path: string): Promise<boolean> {
  return await Deno.stat(path).then(() => true, () => false);
}

const CAN_RUN = DEBIAN !== undefined && BINARY !== undefined && Deno.uid() === 0 &&
  await exists("/usr/bin/systemd-nspawn") && await exists(`${DEBIAN}/sbin/init`);
if (!CAN_RUN) {
  console.warn(
    "SKIPPED: systemd, which needs root, systemd-nspawn, TEST_DEBIAN_ROOT with systemd and PANORAMAX_BINARY",
  );
}

/** Registers a test that gets a fresh Debian, with a folder that it sees as /media. */
function systemdTest(
  name: string,
  body: (place: { root: string; media: string }, test: Deno.TestContext) => Promise<void>,
): void {
  Deno.test({
    name,
    ignore: !CAN_RUN,
    sanitizeOps: false,
    sanitizeResources: false,
    fn: async (test) => {
      // Space for programs and packages.
      await using folder = await temporaryFolder({ dir: "/var/tmp" });
      const place = { root: `${folder.path}/root`, media: `${folder.path}/media` };
      await Deno.mkdir(place.media);
      const { success } = await new Deno.Command("cp", { args: ["-a", resolve(DEBIAN!), place.root] }).output();
      assert.ok(success);
      await body(place, test);
    },
  });
}

/** A property of the service, as systemd knows it. */
function property(machine: Machine, name: string): Promise<string> {
  return machine.run(`systemctl show panoramax --value --property ${name}`);
}

/** Waits until it has been restarted by systemd once, and answers. */
async function untilRestarted(machine: Machine): Promise<void> {
  await until(async () => await property(machine, "NRestarts") === "1");
  // Only waits for the start that is under way.
  await machine.run("systemctl start panoramax");
  assert.equal(await property(machine, "NRestarts"), "1");
}

async function assertActive(machine: Machine): Promise<void> {
  assert.equal(await property(machine, "ActiveState"), "active");
}

async function assertIsThere(machine: Machine, id: string): Promise<void> {
  const { features } = await answer(fetch(`${machine.url}/api/search?ids=${id}`));
  assert.equal(features.length, 1);
  await answer(
    fetch(`${machine.url}/api/pictures/${id}/sd.jpg`).then((response) => {
      assert.equal(response.status, 200);
      return Response.json(response.headers.get("content-type"));
    }),
  );
}

/** Uploads a picture and waits until it is ready. @returns its id */
async function upload(machine: Machine): Promise<string> {
  const { setId, pictures: [picture] } = await uploadWalk(machine, 1);
  await sequenceOf(machine, setId);
  return picture.id;
}

systemdTest(
  "the package: start, sandbox, crashes, hangs, the end of the machine, purge",
  async (place, test) => {
    const first = await makePackage(BINARY!, place.media, "--version", "0.0.1");
    const install = (file: string) => `apt-get install --yes --quiet /media/${file.slice(file.lastIndexOf("/") + 1)}`;
    let id = "";
    {
      await using machine = await bootMachine(place.root, place.media);

      await test.step("installed, it is enabled, and active once it answers", async () => {
        const output = await machine.run(install(first));
        assert.match(output, /Panoramax is at http:\/\/127\.0\.0\.1:5000/);
        assert.equal(await property(machine, "UnitFileState"), "enabled");
        // The package waits for systemd, and systemd for the program.
        assert.equal(await property(machine, "ActiveState"), "active");
        assert.equal(await property(machine, "StatusText"), "Ready: http://127.0.0.1:5000");
        assert.equal((await fetch(`${machine.url}/api/health`)).status, 200);
        assert.match(await machine.run(SETUP_LINK), /http:\/\/127\.0\.0\.1:5000\/setup\?proof=\S+/);
        id = await upload(machine);
        await assertIsThere(machine, id);
      });

      await test.step("it reaches nothing but its folder", async () => {
        assert.match(await machine.run("systemctl cat panoramax"), /^# \/lib\/systemd\/system\/panoramax\.service$/m);
        const pid = await property(machine, "MainPID");
        const status = await machine.run(`cat /proc/${pid}/status`);
        for (
          const line of ["NoNewPrivs:\t1", "Seccomp:\t2", "CapEff:\t0000000000000000", "CapBnd:\t0000000000000000"]
        ) {
          assert.ok(status.includes(line), status);
        }
        assert.equal(await machine.run(`stat --format %U /proc/${pid}`), "panoramax");
        // Even root may not, where the program is.
        const inside = (script: string) => machine.attempt(`nsenter --target ${pid} --mount /bin/sh -c '${script}'`);
        for (const path of ["/etc/x", "/usr/bin/x", "/var/x", "/root/x", "/home/x"]) {
          const { code, output } = await inside(`echo >${path}`);
          assert.notEqual(code, 0, path);
          assert.match(output, /Read-only file system|Permission denied|nonexistent/);
        }
        assert.equal((await inside(`echo >${DATA}/x && rm ${DATA}/x && echo >/tmp/only-here`)).code, 0);
        assert.notEqual((await machine.attempt("ls /tmp/only-here")).code, 0);
        assert.notEqual((await inside("ls /dev/kmsg")).code, 0);
        // sharp loads, although /tmp is not the one of the machine.
        assert.match(
          await machine.run("journalctl --unit panoramax --output cat"),
          /Pictures are processed by sharp|is ready/,
        );
        assert.doesNotMatch(await machine.run("journalctl --unit panoramax --output cat"), /wasm-vips/);
        await machine.run("systemd-analyze security --threshold=20 panoramax");
      });

      await test.step("killed, it starts again", async () => {
        await machine.run('kill -KILL "$(systemctl show panoramax --value --property MainPID)"');
        await untilRestarted(machine);
        await assertIsThere(machine, id);
      });

      await test.step("when it hangs, the watchdog ends it, and it starts again", async () => {
        // By `systemctl edit`, as the unit says. A tenth of the time, for the test.
        await machine.run(`mkdir -p /etc/systemd/system/panoramax.service.d
        printf '[Service]\\nWatchdogSec=12\\n' >/etc/systemd/system/panoramax.service.d/override.conf
        systemctl daemon-reload && systemctl restart panoramax`);
        // It is alive for longer than that by itself.
        const alive = () => property(machine, "WatchdogTimestampMonotonic");
        const seen = new Set<string>();
        await until(async () => seen.add(await alive()).size > 4);
        assert.equal(await property(machine, "NRestarts"), "0");
        await machine.run('kill -STOP "$(systemctl show panoramax --value --property MainPID)"');
        await untilRestarted(machine);
        assert.match(await machine.run("journalctl --unit panoramax --output cat"), /Watchdog timeout/);
        await assertIsThere(machine, id);
        assert.equal(await machine.run(`find ${DATA} -name 'core*' -type f`), "", "no memory is left on the disk");
        await machine.run("rm -r /etc/systemd/system/panoramax.service.d && systemctl daemon-reload");
      });

      await test.step("stopped while it works, it ends cleanly and in time", async () => {
        await uploadWalk(machine, 3, { width: 4096, height: 2048 });
        const startedAt = performance.now();
        await machine.run("systemctl stop panoramax");
        assert.ok(performance.now() - startedAt < 90_000);
        assert.deepEqual(
          [
            await property(machine, "Result"),
            await property(machine, "ExecMainStatus"),
            await property(machine, "ActiveState"),
          ],
          ["success", "0", "inactive"],
        );
        assert.doesNotMatch(
          await machine.run("journalctl --unit panoramax --output cat"),
          /State 'stop-sigterm' timed out/,
        );
        await machine.run("systemctl start panoramax");
        const reload = await machine.attempt("systemctl reload panoramax");
        assert.match(reload.output, /not applicable/);
        await assertIsThere(machine, id);
      });

      await test.step("all processes of the machine end at once, right after an upload was acknowledged", async () => {
        const set = await createUploadSet(machine);
        const [picture] = walk(1);
        const file = await answer(sendFile(machine, set, { name: "1.jpg", bytes: await makePicture(picture) }), 202);
        await machine.kill();
        id = file.picture_id;
      });
    }
    {
      await using machine = await bootMachine(place.root, place.media);
      await test.step("it starts with the machine, and what was acknowledged is there", async () => {
        await assertActive(machine);
        await until(async () => (await fetch(`${machine.url}/api/pictures/${id}/sd.jpg`)).status === 200);
        await machine.powerOff();
      });
    }
    await using machine = await bootMachine(place.root, place.media);

    await test.step("the machine was shut down: the service had ended cleanly, and starts again", async () => {
      await assertActive(machine);
      await assertIsThere(machine, id);
    });

    await test.step("a purge leaves no service, no settings, no data", async () => {
      await machine.run("apt-get purge --yes panoramax");
      for (
        const path of [DATA, "/etc/panoramax.env", "/etc/systemd/system/multi-user.target.wants/panoramax.service"]
      ) {
        assert.notEqual((await machine.attempt(`ls ${path}`)).code, 0, path);
      }
      assert.equal(await property(machine, "LoadState"), "not-found");
    });
  },
);

systemdTest("a package whose program does not start says so", async ({ root, media }) => {
  // By its first bytes it is a program; the kernel refuses to run it.
  const head = new Uint8Array(64);
  head.set([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1]);
  head[18] = 62;
  await Deno.writeFile(`${media}/program`, head, { mode: 0o755 });
  const file = await makePackage(`${media}/program`, media, "--version", "0.0.1");
  await using machine = await bootMachine(root, media);
  const output = await machine.run(`dpkg --install /media/${file.slice(file.lastIndexOf("/") + 1)}`);
  assert.match(output, /did not start\. Why: journalctl --unit panoramax/);
  assert.doesNotMatch(output, /Panoramax is at/);
  assert.match(await machine.run("journalctl --unit panoramax"), /Exec format error/);
});
