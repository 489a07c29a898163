/**
 * A Debian that systemd runs, in a container of its own (systemd-nspawn): a real systemd, whose processes are as fast as any.
 * The kernel is that of this machine, so that no power is cut and no clock is set.
 */
import assert from "node:assert/strict";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { runProgram } from "./program.ts";
import { until } from "./until.ts";

const ENVIRONMENT = {
  PATH: "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
  DEBIAN_FRONTEND: "noninteractive",
  LC_ALL: "C.UTF-8",
};
/** Passes requests from outside on to the service, which listens on 127.0.0.1 as nothing else is set. */
const PROXY = {
  "entrance.socket": "[Socket]\nListenStream=80\n[Install]\nWantedBy=sockets.target\n",
  "entrance.service": "[Service]\nExecStart=/lib/systemd/systemd-socket-proxyd 127.0.0.1:5000\n",
};

/** How a script ended, with what it printed on both streams. */
export interface ScriptOutcome {
  code: number;
  output: string;
}

/** A machine that runs. Left by `await using`, everything in it is killed. */
export interface Machine extends AsyncDisposable {
  /** Where what listens on 127.0.0.1:5000 inside is reached from here. */
  url: string;
  /** Runs a script of bash as root. @returns what it printed, trimmed @throws AssertionError unless it ends with 0 */
  run(script: string): Promise<string>;
  /** Runs a script that may fail. */
  attempt(script: string): Promise<ScriptOutcome>;
  /** Shuts it down as its owner does. */
  powerOff(): Promise<void>;
  /** Ends all its processes at once, without a word to them. */
  kill(): Promise<void>;
}

/**
 * Boots a system and waits until everything that starts with it has started, or failed.
 * @param root its folder, by `debootstrap` with systemd-sysv and dbus
 * @param media a folder that it sees, to read, as /media
 */
export async function bootMachine(root: string, media: string): Promise<Machine> {
  await addEntrance(root);
  // Short enough for the name of its network interface (IFNAMSIZ).
  const name = `pano-${crypto.randomUUID().slice(0, 6)}`;
  const options = [
    "--quiet",
    "--register=no",
    "--keep-unit",
    "--network-veth",
    "--console=pipe",
    "--kill-signal=SIGRTMIN+3",
  ];
  const container = new Deno.Command("systemd-nspawn", {
    args: [...options, `--machine=${name}`, `--directory=${root}`, `--bind-ro=${media}:/media`, "--boot"],
    stdin: "null",
    stdout: "null",
    stderr: "null",
  }).spawn();
  let hasEnded = false;
  const ended = container.status.then(() => hasEnded = true);
  let init = 0, address = "";
  const attempt = async (script: string): Promise<ScriptOutcome> => {
    const inside = ["/usr/bin/nsenter", "--target", String(init), "--all", "/bin/bash", "-c"] as const;
    const place = { folder: "/", environment: ENVIRONMENT };
    const { code, stdout, stderr } = await runProgram(inside, [`exec 2>&1\n${script}`], place);
    return { code, output: `${stdout}${stderr}`.trim() };
  };
  const kill = async () => {
    if (!hasEnded) Deno.kill(init, "SIGKILL");
    await ended;
  };
  try {
    await until(async () => {
      assert.ok(!hasEnded, "The machine did not boot");
      // A helper at first, and then the first process of the machine.
      init = Number(await readFile(`/proc/${container.pid}/task/${container.pid}/children`, "utf8"));
      // What is run in it must never reach the systemd of this machine.
      return init > 0 && await isApart(init) &&
        /^(starting|running|degraded)$/.test((await attempt("systemctl is-system-running")).output);
    });
    // A service may take longer than anything else that is waited for.
    await attempt("systemctl is-system-running --wait");
    address = await connect(name, init);
  } catch (error) {
    await kill();
    throw error;
  }
  return {
    url: `http://${address}`,
    attempt,
    async run(script) {
      const { code, output } = await attempt(script);
      assert.equal(code, 0, `${script}: ${output}`);
      return output;
    },
    async powerOff() {
      await attempt("systemctl poweroff");
      await ended;
    },
    kill,
    [Symbol.asyncDispose]: kill,
  };
}

/** Whether a process sees processes of its own only. */
async function isApart(pid: number): Promise<boolean> {
  const [theirs, ours] = await Promise.all(
    [pid, "self"].map((one) => Deno.readLink(`/proc/${one}/ns/pid`).catch(() => "")),
  );
  return theirs !== "" && theirs !== ours;
}

async function addEntrance(root: string): Promise<void> {
  const units = `${root}/etc/systemd/system`;
  await mkdir(`${units}/sockets.target.wants`, { recursive: true });
  for (const [name, text] of Object.entries(PROXY)) await writeFile(`${units}/${name}`, text);
  await Deno.remove(`${units}/sockets.target.wants/entrance.socket`).catch(() => {});
  await Deno.symlink("../entrance.socket", `${units}/sockets.target.wants/entrance.socket`);
}

/** Gives both ends of its network cable addresses, of those that are for measurements (RFC 2544). @returns that of the machine */
async function connect(name: string, init: number): Promise<string> {
  const [high = 0, low = 0] = crypto.getRandomValues(new Uint8Array(2));
  const address = (host: number) => `198.18.${high}.${(low & ~3) + host}`;
  const outside = `ve-${name}`;
  await run("ip", "address", "add", `${address(1)}/30`, "dev", outside);
  await run("ip", "link", "set", outside, "up");
  const inside = ["nsenter", "--target", String(init), "--net", "ip"];
  await run(...inside, "address", "add", `${address(2)}/30`, "dev", "host0");
  await run(...inside, "link", "set", "host0", "up");
  return address(2);
}

async function run(...[program = "", ...args]: string[]): Promise<string> {
  const { success, stdout, stderr } = await new Deno.Command(program, { args }).output();
  assert.ok(success, new TextDecoder().decode(stderr));
  return new TextDecoder().decode(stdout);
}
