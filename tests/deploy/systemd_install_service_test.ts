/** The service under a real systemd without the package, as `install-service` says: `deno task systemd`. */
import assert from "node:assert/strict";
import { bootMachine, type Machine } from "../support/machine.ts";
import { answer } from "../support/server.ts";
import {
  assertActive,
  assertIsThere,
  assertNoProcess,
  DATA,
  property,
  systemdTest,
  upload,
} from "../support/service_machine.ts";

/** Those that systemd makes have these numbers (systemd.exec(5)). */
const FIRST_DYNAMIC_USER = 61_184, LAST_DYNAMIC_USER = 65_519;

/** Runs what a text tells people to run: its indented lines. @returns what they print */
async function follow(machine: Machine, text: string): Promise<string> {
  const commands = text.split("\n").filter((line) => line.startsWith("  "));
  assert.notEqual(commands.length, 0, text);
  return await machine.run(`set -e\n${commands.join("\n")}`);
}

systemdTest(
  "install-service: what it prints works, also again and as another user, and so does what removes it",
  async (place, test) => {
    await Deno.copyFile(place.binary, `${place.media}/panoramax`);
    await using machine = await bootMachine(place.root, place.media);
    const install = (options = "") => machine.run(`panoramax install-service --write ${options}`);
    const isThere = async (path: string) => (await machine.attempt(`ls -d ${path}`)).code === 0;
    await machine.run("install -m 755 /media/panoramax /usr/local/bin/");
    let id = "";

    await test.step("for others than root, it says why not, and writes nothing", async () => {
      for (const command of ["install-service", "install-service --user daemon --folder /srv/data"]) {
        const { code, output } = await machine.attempt(`cd / && runuser -u nobody -- panoramax ${command} --write`);
        assert.deepEqual(
          { code, output },
          { code: 1, output: "Error: --write needs root: run it with sudo. Without it, the unit is printed" },
        );
      }
      assert.match(await machine.run("cd / && runuser -u nobody -- panoramax install-service"), /^ExecStart=/m);
      for (const path of ["/etc/panoramax.env", "/etc/systemd/system/panoramax.service", "/srv/data"]) {
        assert.ok(!await isThere(path), path);
      }
    });

    await test.step("installed, it runs as a user that is there while it runs, and with the machine", async () => {
      const output = await follow(machine, await install());
      assert.match(output, /\/setup\?proof=/);
      assert.match(output, /Default account/);
      await assertActive(machine);
      assert.equal(await property(machine, "UnitFileState"), "enabled");
      assert.equal(await property(machine, "DynamicUser"), "yes");
      const uid = Number(await machine.run(`stat --format %u /proc/${await property(machine, "MainPID")}`));
      assert.ok(uid >= FIRST_DYNAMIC_USER && uid <= LAST_DYNAMIC_USER, String(uid));
      await machine.run("systemd-analyze security --threshold=20 panoramax");
      id = await upload(machine, 1);
    });

    await test.step("installed again, twice, it goes on, with the settings as they were", async () => {
      await machine.run("echo API_LOG_LEVEL=warn >>/etc/panoramax.env");
      assert.match(await install(), /Settings stayed as they are/);
      await follow(machine, await install());
      assert.match(await machine.run("tail -n 1 /etc/panoramax.env"), /^API_LOG_LEVEL=warn$/);
      await assertActive(machine);
      await assertIsThere(machine, id);
    });

    await test.step("with a port below 1024", async () => {
      await follow(machine, await install("--port 81"));
      assert.equal(await machine.run("exec 3<>/dev/tcp/127.0.0.1/81 && echo yes"), "yes");
      assert.equal(await property(machine, "StatusText"), "Ready: http://127.0.0.1:81");
    });

    await test.step("as an existing user, it takes its data along", async () => {
      await machine.run("useradd --system --home-dir /nonexistent --shell /usr/sbin/nologin pictures");
      await follow(machine, await install("--user pictures"));
      const pid = await property(machine, "MainPID");
      assert.equal(await machine.run(`stat --format %U /proc/${pid} ${DATA}/pictures`), "pictures\npictures");
      await assertIsThere(machine, id);
    });

    await test.step("in a folder elsewhere, which it makes", async () => {
      await follow(machine, await install("--user pictures --folder /srv/data"));
      assert.equal((await answer(fetch(`${machine.url}/api/search?ids=${id}`))).features.length, 0);
      await assertIsThere(machine, await upload(machine, 2));
    });

    await test.step("uninstalled from there, its data and settings are gone, and no others", async () => {
      assert.match(
        (await machine.attempt("cd / && runuser -u nobody -- panoramax uninstall-service --write")).output,
        /--write needs root/,
      );
      await follow(machine, await machine.run("panoramax uninstall-service --write"));
      assert.equal(await property(machine, "LoadState"), "not-found");
      await assertNoProcess(machine);
      for (const path of ["/srv/data", "/etc/panoramax.env"]) assert.ok(!await isThere(path), path);
      assert.ok(await isThere(`${DATA}/pictures`));
      const again = await machine.attempt("panoramax uninstall-service --write");
      assert.deepEqual(again, { code: 1, output: "Error: There is no /etc/systemd/system/panoramax.service" });
    });

    await test.step("installed as in the beginning, it finds its data again", async () => {
      await follow(machine, await install());
      await assertActive(machine);
      await assertIsThere(machine, id);
    });

    await test.step("uninstalled as it says without --write, nothing is left of it", async () => {
      await follow(machine, await machine.run("panoramax uninstall-service"));
      await assertNoProcess(machine);
      assert.equal(
        await machine.run("find / -xdev -iname '*panoramax*' -not -path '/media/*' -not -path '/var/log/*'"),
        "/usr/local/bin/panoramax",
      );
      assert.equal(await property(machine, "LoadState"), "not-found");
    });
  },
);
