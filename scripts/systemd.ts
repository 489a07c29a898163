/**
 * Runs the service and the Debian package under a real systemd: `deno task systemd --binary build/panoramax`. A Debian 12 in a
 * container of its own (systemd-nspawn) boots, and tests/deploy/systemd*_test.ts do to it what happens to machines. Needs
 * Debian's packages systemd-container, debootstrap and iproute2, root, and at the first run Debian's archive. Options: `--binary`
 * names the compiled program, `build/panoramax` by default; `--folder` keeps what was fetched, `build/systemd` by default.
 */
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { readArguments } from "./arguments.ts";
import { PROJECT } from "./project.ts";

const SUITE = "bookworm", ARCHIVE = "http://deb.debian.org/debian";
/** What the package depends on, and what makes a machine of a folder. */
const PACKAGES = ["adduser", "init-system-helpers", "systemd-sysv", "dbus", "libstdc++6"];
/** Programs, and the Debian packages that have them. */
const TOOLS = { "systemd-nspawn": "systemd-container", debootstrap: "debootstrap", ip: "iproute2" };

const { binary, folder } = readArguments(import.meta.url, {
  binary: { type: "string", default: join(PROJECT, "build/panoramax") },
  folder: { type: "string", default: join(PROJECT, "build/systemd") },
});

if (Deno.uid() !== 0) fail("This needs root");
const missing: string[] = [];
for (const [tool, name] of Object.entries(TOOLS)) {
  if (!await run("sh", ["-c", `command -v ${tool} >/dev/null`])) missing.push(name);
}
if (missing.length > 0) fail(`Missing: apt-get install ${missing.join(" ")}`);
if (!existsSync(binary)) fail(`There is no ${binary}. Make it: deno task compile`);

const root = join(resolve(folder), "debian"), unfinished = `${root}.new`;
if (!existsSync(root)) {
  await Deno.mkdir(folder, { recursive: true });
  await Deno.remove(unfinished, { recursive: true }).catch(() => {});
  const options = ["--variant=minbase", `--include=${PACKAGES.join(",")}`];
  if (!await run("debootstrap", [...options, SUITE, unfinished, ARCHIVE])) fail("debootstrap failed");
  await Deno.rename(unfinished, root);
}
const environment = { PANORAMAX_BINARY: resolve(binary), TEST_DEBIAN_ROOT: root };
const tests = ["systemd_test.ts", "systemd_install_service_test.ts"].map((name) => join(PROJECT, "tests/deploy", name));
Deno.exit(await run(Deno.execPath(), ["test", "-A", "--no-check", ...tests], environment) ? 0 : 1);

async function run(program: string, args: string[], env?: Record<string, string>): Promise<boolean> {
  const { success } = await new Deno.Command(program, { args, env, cwd: PROJECT, stdin: "null" }).spawn().status;
  return success;
}

function fail(message: string): never {
  console.error(message);
  Deno.exit(1);
}
