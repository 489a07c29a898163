/**
 * The Debian package. What is in it is tested with a program that does nothing; installed and served it is where
 * `PANORAMAX_BINARY` names the compiled program and `TEST_DEBIAN_ROOT` a folder made by `debootstrap --variant=minbase
 * --include=adduser,init-system-helpers`, for root.
 */
import assert from "node:assert/strict";
import { resolve } from "node:path";
import { gunzipSync } from "node:zlib";
import { architectureOf } from "../../scripts/package/control.ts";
import { sequenceOf, uploadWalk } from "../support/instances.ts";
import { makePackage } from "../support/debian_package.ts";
import { type Program, runProgram, serveProgram, type ServerProcess } from "../support/program.ts";
import { answer, filesBelow } from "../support/server.ts";
import { temporaryFolder } from "../support/temporary_folder.ts";

const PATH_OF_ROOT = "/usr/sbin:/usr/bin:/sbin:/bin";
const DEBIAN = Deno.env.get("TEST_DEBIAN_ROOT"), BINARY = Deno.env.get("PANORAMAX_BINARY");

async function run(command: string, ...args: string[]): Promise<string> {
  await using folder = await temporaryFolder();
  const { code, stdout, stderr } = await runProgram([command], args, {
    folder: folder.path,
    environment: { PATH: PATH_OF_ROOT, DEBIAN_FRONTEND: "noninteractive", LC_ALL: "C" },
  });
  assert.equal(code, 0, `${command} ${args.join(" ")}: ${stdout}${stderr}`);
  return stdout + stderr;
}

const HAS_DPKG = await Deno.stat("/usr/bin/dpkg-deb").then(() => true, () => false);
if (!HAS_DPKG) console.warn("SKIPPED: tests of the Debian package, because dpkg-deb is not installed");

/** An ELF file by its head alone (System V ABI). */
function fakeProgram(machine: number): Uint8Array<ArrayBuffer> {
  const head = new Uint8Array(64);
  head.set([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1]);
  head[18] = machine;
  return head;
}

Deno.test({
  name: "the package of each processor holds program, unit, settings, manual and completions",
  ignore: !HAS_DPKG,
  fn: async () => {
    await using folder = await temporaryFolder();
    for (const [architecture, machine] of [["amd64", 62], ["arm64", 183]] as const) {
      const binary = `${folder.path}/program`;
      await Deno.writeFile(binary, fakeProgram(machine), { mode: 0o700 });
      const file = await makePackage(binary, folder.path, "--version", "1.2.3");
      assert.equal(file, `${folder.path}/panoramax_1.2.3_${architecture}.deb`);
      const info = await run("/usr/bin/dpkg-deb", "--info", file);
      for (const line of ["Version: 1.2.3", `Architecture: ${architecture}`, "Installed-Size: "]) {
        assert.ok(info.includes(`\n ${line}`), info);
      }
      const contents = await run("/usr/bin/dpkg-deb", "--contents", file);
      const files = contents.split("\n").filter((line) => line.startsWith("-"))
        .map((line) => line.replace(/^(\S+) (\S+) .* \.(\/\S+)$/, "$1 $2 $3")).sort();
      assert.deepEqual(files, [
        "-rw-r----- root/root /etc/panoramax.env",
        "-rw-r--r-- root/root /lib/systemd/system/panoramax.service",
        "-rw-r--r-- root/root /usr/share/bash-completion/completions/panoramax",
        "-rw-r--r-- root/root /usr/share/doc/panoramax/changelog.gz",
        "-rw-r--r-- root/root /usr/share/doc/panoramax/copyright",
        "-rw-r--r-- root/root /usr/share/fish/vendor_completions.d/panoramax.fish",
        "-rw-r--r-- root/root /usr/share/man/man1/panoramax.1.gz",
        "-rw-r--r-- root/root /usr/share/zsh/vendor-completions/_panoramax",
        "-rwxr-xr-x root/root /usr/bin/panoramax",
      ]);
      const unpacked = `${folder.path}/${architecture}`;
      await run("/usr/bin/dpkg-deb", "--raw-extract", file, unpacked);
      assert.equal(await Deno.readTextFile(`${unpacked}/DEBIAN/conffiles`), "/etc/panoramax.env\n");
      assert.match(
        new TextDecoder().decode(gunzipSync(await Deno.readFile(`${unpacked}/usr/share/man/man1/panoramax.1.gz`))),
        /^\.TH PANORAMAX 1 /,
      );
      await run("/bin/sh", "-c", `cd ${unpacked} && md5sum --check --strict DEBIAN/md5sums`);
      for (const script of ["postinst", "prerm", "postrm"]) await run("/bin/sh", "-n", `${unpacked}/DEBIAN/${script}`);
    }
  },
});

Deno.test("what is no program for a known processor makes no package", () => {
  assert.throws(() => architectureOf(fakeProgram(3)), /Not a program of Linux/);
  assert.throws(() => architectureOf(new TextEncoder().encode("#!/bin/sh ".repeat(10))), /Not a program of Linux/);
});

Deno.test({
  name: "an upgrade brings the database to the schema where the settings say that it is",
  ignore: !HAS_DPKG,
  fn: async () => {
    await using folder = await temporaryFolder();
    const { path } = folder, settings = `${path}/env`, usual = `${path}/usual`, other = `${path}/my disk`;
    for (const name of ["getent", "deb-systemd-helper", "deb-systemd-invoke", "systemctl"]) {
      await Deno.writeTextFile(`${path}/${name}`, "#!/bin/sh\n", { mode: 0o755 });
    }
    await Deno.writeTextFile(`${path}/runuser`, `#!/bin/sh\nprintf '%s\\n' "$@" >${path}/asked\n`, { mode: 0o755 });
    const script = (await Deno.readTextFile(resolve(import.meta.dirname!, "../../deploy/debian/postinst")))
      .replaceAll("/etc/panoramax.env", settings).replaceAll("/var/lib/panoramax", usual);
    const upgraded = async (text: string): Promise<string | undefined> => {
      await Deno.writeTextFile(settings, text);
      await Deno.remove(`${path}/asked`).catch(() => {});
      await run(
        "/usr/bin/env",
        `PATH=${path}:${PATH_OF_ROOT}`,
        "/bin/sh",
        "-c",
        script,
        "postinst",
        "configure",
        "0.0.1",
      );
      const asked = await Deno.readTextFile(`${path}/asked`).catch(() => undefined);
      return asked && /^--data\n(.+)$/m.exec(asked)?.[1];
    };
    await Deno.mkdir(`${usual}/db`, { recursive: true });
    assert.equal(await upgraded("#PORT=80\n"), usual);
    assert.equal(await upgraded(`PANORAMAX_DATA=${other}\n`), undefined, "there is no database");
    await Deno.mkdir(`${other}/db`, { recursive: true });
    await Deno.remove(usual, { recursive: true });
    await Deno.mkdir(usual);
    assert.equal(await upgraded("#PORT=80\n"), undefined, "there is no database");
    for (const written of [other, `"${other}"`, `'${other}' `]) {
      assert.equal(await upgraded(`PANORAMAX_DATA=/x\nPANORAMAX_DATA=${written}\nPORT=80\n`), other);
    }
    await Deno.remove(other, { recursive: true });
    assert.equal(await upgraded("DB_URL=postgres://localhost/x\n"), usual);
  },
});

/** A Debian system in a folder, whose processes see their own `/proc`. */
class DebianRoot {
  readonly #path: string;

  constructor(path: string) {
    this.#path = path;
  }

  /** How to run something in it: the last argument is the program. */
  #inside(...command: string[]): Program {
    const script = 'mount -t proc proc "$1/proc" && root=$1 && shift && exec chroot "$root" "$@"';
    return ["/usr/bin/unshare", "--mount", "/bin/sh", "-c", script, "sh", this.#path, ...command];
  }

  run(...command: string[]): Promise<string> {
    const [first, ...args] = this.#inside(...command);
    return run(first, ...args);
  }

  async take(file: string): Promise<string> {
    await Deno.copyFile(file, `${this.#path}/package.deb`);
    return "/package.deb";
  }

  exists(path: string): Promise<boolean> {
    return Deno.lstat(this.#path + path).then(() => true, () => false);
  }

  files(path: string): Promise<string[]> {
    return filesBelow(this.#path + path);
  }

  append(path: string, text: string): Promise<void> {
    return Deno.writeTextFile(this.#path + path, text, { append: true });
  }

  /** As systemd would start it, by what the unit says. */
  async serve(): Promise<ServerProcess> {
    const unit = await Deno.readTextFile(`${this.#path}/lib/systemd/system/panoramax.service`);
    const values = (name: string) =>
      Array.from(unit.matchAll(new RegExp(`^${name}=(.+)$`, "gm")), ([, value = ""]) => value);
    const [user = ""] = values("User"),
      [folder = ""] = values("WorkingDirectory"),
      [command = ""] = values("ExecStart");
    assert.equal(command, "/usr/bin/panoramax serve");
    // Replaces itself by the program, as systemd does: the program gets the signals.
    const owner = ["setpriv", "--reuid", user, "--regid", user, "--init-groups"];
    const environment = ["env", "-i", "-C", folder, "PATH=/usr/bin:/bin", ...values("Environment")];
    const program = this.#inside(...owner, ...environment, "/usr/bin/panoramax");
    await using elsewhere = await temporaryFolder();
    return await serveProgram(program, { folder: elsewhere.path, environment: { PATH: PATH_OF_ROOT } });
  }
}

const CAN_INSTALL = HAS_DPKG && DEBIAN !== undefined && BINARY !== undefined && Deno.uid() === 0;
if (!CAN_INSTALL) {
  console.warn("SKIPPED: installing the package, which needs root, TEST_DEBIAN_ROOT and PANORAMAX_BINARY");
}

Deno.test({
  name: "installed in a fresh Debian, it serves, keeps its data over an upgrade and a removal, and goes with a purge",
  ignore: !CAN_INSTALL,
  fn: async (test) => {
    // Space for two packages and what they are installed to; `/dev/shm` is out of reach for the program.
    await using folder = await temporaryFolder({ dir: "/var/tmp" });
    const root = `${folder.path}/root`;
    await run("cp", "-a", resolve(DEBIAN!), root);
    const debian = new DebianRoot(root);
    const data = "/var/lib/panoramax", settings = "/etc/panoramax.env";
    let id = "";

    await test.step("install, start, upload", async () => {
      const file = await debian.take(await makePackage(BINARY!, folder.path, "--version", "0.0.1"));
      const output = await debian.run("dpkg", "--install", file);
      assert.match(output, /systemd does not run this machine/);
      assert.ok(await debian.exists("/etc/systemd/system/multi-user.target.wants/panoramax.service"), "it is enabled");
      assert.equal(
        (await debian.run("stat", "-c", "%U:%G %a", data, settings)).trim(),
        "panoramax:panoramax 750\nroot:panoramax 640",
      );
      await using server = await debian.serve();
      const { setId, pictures: [picture] } = await uploadWalk(server, 1);
      await sequenceOf(server, setId);
      id = picture.id;
      const { code, stdout } = await server.stop();
      assert.equal(code, 0);
      assert.match(stdout, /\/setup\?proof=/);
    });

    await test.step("upgrade, with the data and the settings", async () => {
      await debian.append(settings, "API_LOG_LEVEL=warn\n");
      // As if the last version had known one migration less.
      await debian.run(
        "runuser",
        "-u",
        "panoramax",
        "--",
        "/usr/bin/panoramax",
        "--data",
        data,
        "db",
        "rollback",
        "--yes",
      );
      const file = await debian.take(await makePackage(BINARY!, folder.path, "--version", "0.0.2"));
      const output = await debian.run("dpkg", "--install", file);
      assert.match(output, /over \(0\.0\.1\)/);
      assert.ok((await debian.files(`${data}/backups`)).some((name) => name.includes("upgrade")), output);
      assert.doesNotMatch(output, /keeps its schema|Error/);
      assert.match(await debian.run("tail", "-n", "1", settings), /^API_LOG_LEVEL=warn$/m);
      await using server = await debian.serve();
      await answer(fetch(`${server.url}/api/search?ids=${id}`)).then(({ features }) =>
        assert.equal(features.length, 1)
      );
      assert.equal((await server.stop()).code, 0);
    });

    await test.step("remove, and purge", async () => {
      await debian.run("dpkg", "--remove", "panoramax");
      assert.deepEqual([await debian.exists("/usr/bin/panoramax"), await debian.exists(settings)], [false, true]);
      assert.ok((await debian.files(`${data}/pictures`)).some((name) => name.endsWith(".jpg")));
      await debian.run("dpkg", "--purge", "panoramax");
      assert.deepEqual([await debian.exists(data), await debian.exists(settings)], [false, false]);
      assert.match(await debian.run("id", "panoramax"), /uid=/);
    });
  },
});
