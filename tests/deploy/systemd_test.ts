/** The service under a real systemd, installed by the Debian package: `deno task systemd`. */
import assert from "node:assert/strict";
import { makePackage } from "../support/debian_package.ts";
import { sequenceOf, uploadWalk } from "../support/instances.ts";
import { bootMachine, type Machine } from "../support/machine.ts";
import { makePicture, walk } from "../support/pictures.ts";
import { answer } from "../support/server.ts";
import {
  assertActive,
  assertIsThere,
  assertNoProcess,
  DATA,
  journal,
  property,
  systemdTest,
  untilRestarted,
  upload,
} from "../support/service_machine.ts";
import { until } from "../support/until.ts";
import { createUploadSet, sendFile } from "../support/uploads.ts";

/** As docs/operations.md names it. */
const SETUP_LINK = "journalctl --unit panoramax --output cat | grep setup";
const OVERRIDE = "/etc/systemd/system/panoramax.service.d/override.conf";

/** Changes the unit by what `systemctl edit`, as it says itself, would write. */
function override(machine: Machine, lines: string): Promise<string> {
  return machine.run(`mkdir -p "$(dirname ${OVERRIDE})"
  printf '[Service]\\n${lines}\\n' >${OVERRIDE} && systemctl daemon-reload`);
}

/** Undoes it. */
function resetUnit(machine: Machine): Promise<string> {
  return machine.run(`rm -r "$(dirname ${OVERRIDE})" && systemctl daemon-reload`);
}

/** A small picture that no other seed makes. */
async function picture(seed: number): Promise<{ name: string; bytes: Uint8Array<ArrayBuffer> }> {
  const [options] = walk(1, { seed });
  return { name: "1.jpg", bytes: await makePicture(options) };
}

systemdTest(
  "the package: start, sandbox, crashes, hangs, a full disk, the end of the machine, upgrade, purge",
  async (place, test) => {
    for (const version of ["0.0.1", "0.0.2", "0.0.3"]) {
      await makePackage(place.binary, place.media, "--version", version);
    }
    const install = (version: string) => `apt-get install --yes --quiet /media/panoramax_${version}_*.deb`;
    let id = "", set = "";
    {
      await using machine = await bootMachine(place.root, place.media);

      await test.step("installed, it is enabled, and active once it answers", async () => {
        const output = await machine.run(install("0.0.1"));
        assert.match(output, /Panoramax is at http:\/\/127\.0\.0\.1:5000/);
        assert.equal(await property(machine, "UnitFileState"), "enabled");
        // The package waits for systemd, and systemd for the program.
        assert.equal(await property(machine, "ActiveState"), "active");
        assert.equal(await property(machine, "StatusText"), "Ready: http://127.0.0.1:5000");
        assert.equal((await fetch(`${machine.url}/api/health`)).status, 200);
        assert.match(await machine.run(SETUP_LINK), /http:\/\/127\.0\.0\.1:5000\/setup\?proof=\S+/);
        id = await upload(machine, 1);
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
        const said = await journal(machine);
        assert.match(said, /Pictures are processed by sharp$/m);
        assert.doesNotMatch(said, /wasm-vips/);
        await machine.run("systemd-analyze security --threshold=20 panoramax");
      });

      await test.step("killed, it starts again", async () => {
        await machine.run('kill -KILL "$(systemctl show panoramax --value --property MainPID)"');
        await untilRestarted(machine);
        await assertIsThere(machine, id);
      });

      await test.step("when it hangs, the watchdog ends it, and it starts again", async () => {
        // A tenth of the time, for the test.
        await override(machine, "WatchdogSec=12");
        await machine.run("systemctl restart panoramax");
        // It is alive for longer than that by itself.
        const alive = () => property(machine, "WatchdogTimestampMonotonic");
        const seen = new Set<string>();
        await until(async () => seen.add(await alive()).size > 4);
        assert.equal(await property(machine, "NRestarts"), "0");
        await machine.run('kill -STOP "$(systemctl show panoramax --value --property MainPID)"');
        await untilRestarted(machine);
        assert.match(await journal(machine), /Watchdog timeout/);
        await assertIsThere(machine, id);
        assert.equal(await machine.run(`find ${DATA} -name 'core*' -type f`), "", "no memory is left on the disk");
        await resetUnit(machine);
      });

      await test.step("stopped while it works, it ends cleanly and in time", async () => {
        await uploadWalk(machine, 3, { width: 4096, height: 2048, seed: 10 });
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
          await journal(machine),
          /State 'stop-sigterm' timed out/,
        );
        await machine.run("systemctl start panoramax");
        const reload = await machine.attempt("systemctl reload panoramax");
        assert.match(reload.output, /not applicable/);
        await assertIsThere(machine, id);
      });

      await test.step("killed at each start, it is started again until the cause is gone", async () => {
        await override(machine, "ExecStartPre=/bin/sh -c 'kill -KILL $$$$'".replaceAll("'", `'"'"'`));
        await machine.run("systemctl restart --no-block panoramax");
        // More often than systemd allows by default within ten seconds (StartLimitBurst=).
        await until(async () => Number(await property(machine, "NRestarts")) > 6);
        await resetUnit(machine);
        await until(async () => await property(machine, "ActiveState") === "active");
        await assertIsThere(machine, id);
      });

      await test.step("with a full disk it serves, refuses uploads, and takes them again when there is space", async () => {
        // A copy of the data on a disk of its own, in memory. Nothing may fill the disk of this machine.
        await machine.run(`set -e
        systemctl stop panoramax
        mount -t tmpfs -o size=400m,mode=750 tmpfs /mnt
        mountpoint -q /mnt
        cp -a ${DATA}/. /mnt
        chown --reference=${DATA} /mnt
        mount --bind /mnt ${DATA}
        mountpoint -q ${DATA}
        systemctl start panoramax`);
        const set = await createUploadSet(machine);
        const free = await machine.run(`set -e
        mountpoint -q ${DATA}
        [ "$(stat --file-system --format %T ${DATA})" = tmpfs ]
        head -c 500M /dev/zero >${DATA}/filler || true
        stat --file-system --format %a ${DATA}`);
        assert.match(free, /\b0$/);
        assert.equal((await sendFile(machine, set, await picture(2))).status, 507);
        assert.equal((await answer(fetch(`${machine.url}/api/health`), 200)).storage, "full");
        await assertIsThere(machine, id);
        await machine.run(`rm ${DATA}/filler`);
        await until(async () => (await answer(fetch(`${machine.url}/api/health`))).storage === "ready");
        await assertIsThere(machine, await upload(machine, 2));
        await assertActive(machine);
        assert.equal(await property(machine, "NRestarts"), "0");
        await machine.run(`set -e
        systemctl stop panoramax
        umount ${DATA}
        umount /mnt
        systemctl start panoramax`);
        await assertIsThere(machine, id);
      });

      await test.step("all processes of the machine end at once, right after an upload was acknowledged", async () => {
        set = await createUploadSet(machine);
        id = (await answer(sendFile(machine, set, await picture(3)), 202)).picture_id;
        await machine.kill();
      });
    }
    {
      await using machine = await bootMachine(place.root, place.media);
      await test.step("it starts with the machine, and what was acknowledged is there", async () => {
        await assertActive(machine);
        await answer(fetch(`${machine.url}/api/upload_sets/${set}/complete`, { method: "POST" }));
        await sequenceOf(machine, set);
        await assertIsThere(machine, id);
        await machine.powerOff();
      });
    }
    await using machine = await bootMachine(place.root, place.media);

    await test.step("the machine was shut down: the service had ended cleanly, and starts again", async () => {
      await assertActive(machine);
      await assertIsThere(machine, id);
    });

    await test.step("an upgrade replaces the running program", async () => {
      const before = await property(machine, "MainPID");
      assert.doesNotMatch(await machine.run(install("0.0.2")), /keeps its schema|did not start|Panoramax is at/);
      await assertActive(machine);
      assert.notEqual(await property(machine, "MainPID"), before);
      await assertIsThere(machine, id);
    });

    await test.step("an upgrade with a migration makes a backup and brings the database to the schema", async () => {
      // As if the last version had known one migration less.
      const command = (words: string) => `runuser -u panoramax -- panoramax --data ${DATA} ${words}`;
      await machine.run(`set -e\nsystemctl stop panoramax\ncd /\n${command("db rollback --yes")}`);
      assert.doesNotMatch(await machine.run(`ls ${DATA}/backups 2>&1 || true`), /upgrade/);
      assert.doesNotMatch(await machine.run(install("0.0.3")), /keeps its schema|did not start/);
      assert.match(await machine.run(`ls ${DATA}/backups`), /upgrade/);
      await assertActive(machine);
      await assertIsThere(machine, id);
      assert.match(
        await machine.run("dpkg-query --show --showformat '${Version} ${Status}' panoramax"),
        /^0\.0\.3 .* installed$/,
      );
    });

    await test.step("a removal ends it and keeps the data; installed with a wrong setting, the package says so", async () => {
      await machine.run("apt-get remove --yes panoramax");
      await assertNoProcess(machine);
      await machine.run("echo PORT=wrong >>/etc/panoramax.env");
      const output = await machine.run(install("0.0.3"));
      assert.match(output, /did not start\. Why: journalctl --unit panoramax/);
      assert.doesNotMatch(output, /Panoramax is at/);
      assert.match(await journal(machine), /PORT should be a port number from 0 to 65535, got 'wrong'/);
      // Nobody starts it: systemd's next attempt succeeds.
      await machine.run("sed --in-place /PORT=wrong/d /etc/panoramax.env");
      await until(async () => await property(machine, "ActiveState") === "active");
      await assertIsThere(machine, id);
    });

    await test.step("a purge, while it runs, leaves nothing but the user", async () => {
      const files =
        (await machine.run("dpkg --listfiles panoramax | while read -r file; do [ -d $file ] || echo $file; done"))
          .split("\n");
      assert.ok(files.includes("/usr/bin/panoramax") && files.includes("/etc/panoramax.env"), files.join());
      await machine.run("apt-get purge --yes panoramax");
      await assertNoProcess(machine);
      for (const path of [DATA, ...files]) {
        assert.notEqual((await machine.attempt(`ls -d ${path}`)).code, 0, path);
      }
      assert.equal(
        await machine.run("find / -xdev -iname '*panoramax*' -not -path '/media/*' -not -path '/var/log/*'"),
        "",
      );
      assert.equal(await property(machine, "LoadState"), "not-found");
      assert.match(await machine.run("id panoramax"), /^uid=/);
      assert.equal(await machine.run("systemctl list-units --failed --plain --no-legend"), "");
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
