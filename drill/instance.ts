/** Instances as the drill uses them, and what is left of them at the end. */
import { openStores, type Stores } from "../src/core/storage/mod.ts";
import { readSettings } from "../src/core/settings/mod.ts";
import type { Instance } from "../tests/support/instances.ts";
import { makeInstance } from "../tests/support/instances.ts";
import { SOURCE_PROGRAM, startProgram } from "../tests/support/program.ts";
import { until } from "../tests/support/until.ts";
import { findDifferences, findLost, findTemporary, findUnfinished } from "./invariants.ts";
import { type Clients, Ledger } from "./load.ts";

/** Makes the account and the keys with which the clients come. */
export async function prepare(instance: Instance): Promise<Clients> {
  const user = await instance.run("user", "drill", "--create", "--generate-api-key");
  const token = await instance.run("default-account-tokens", "get");
  const apiKey = /API key: (\w+)/.exec(user.stdout)?.[1];
  if (!apiKey || token.code !== 0) throw new Error(`${user.stderr}${token.stderr}`);
  return { token: token.stdout.trim(), apiKey, ledger: new Ledger() };
}

/** Starts a worker next to the server, as only a native database allows. */
export function startWorker(instance: Instance): AsyncDisposable | undefined {
  if (instance.kind === "embedded") return undefined;
  const { folder, environment } = instance;
  return startProgram(SOURCE_PROGRAM, ["picture-worker"], { folder, environment });
}

/** The stores of an instance: folders, or buckets. */
export function storesOf({ environment }: Instance): Promise<Stores> {
  return openStores(readSettings(environment).storage);
}

/** Lets a last server finish, stops it, and looks at what is there. */
export async function check(instance: Instance, { ledger }: Clients): Promise<string[]> {
  const server = await instance.serve();
  const problems = ledger.acknowledged === 0 ? ["nothing was acknowledged: nothing was tested"] : [];
  await finish(instance);
  problems.push(...await findUnfinished(instance));
  const tar = `${instance.folder}/last.tar`;
  const backup = await instance.run("backup", tar);
  if (backup.code !== 0) problems.push(`backup: ${backup.stderr}`);
  const { code } = await server.stop();
  if (code !== 0) problems.push(`the server ended with ${code}`);
  const stores = await storesOf(instance);
  problems.push(...await findLost(instance, stores, ledger), ...await findTemporary(instance));
  problems.push(...await examine(instance));
  if (backup.code === 0) problems.push(...await checkBackup(instance, tar, ledger));
  return problems;
}

/** Waits for the jobs as long as they get fewer: minutes of load leave thousands. */
async function finish(instance: Instance): Promise<void> {
  for (let left = Infinity; left > 0;) {
    let now = left;
    const isLess = async () => (now = (await findUnfinished(instance)).length) < left;
    if (!await until(isLess).then(() => true, () => false)) return;
    left = now;
  }
}

/** Asks doctor: a file without a row is wrong too, also of an upload that was never acknowledged. */
async function examine(instance: Instance): Promise<string[]> {
  const { code, stdout } = await instance.run("doctor");
  const findings = stdout.split("\n").filter((line) =>
    /^(missing|damaged|unreadable|orphan|stuck) [a-z]+: /.test(line)
  );
  return code === 0 ? findings : [...findings, `doctor ended with ${code}`];
}

/** Restores a backup of what is there now into another instance, which must be equal. */
async function checkBackup(instance: Instance, tar: string, ledger: Ledger): Promise<string[]> {
  await using restored = await makeInstance(instance.kind, { hasSchema: false });
  const restore = await restored.run("restore", tar);
  if (restore.code !== 0) return [`restore: ${restore.stderr}`];
  return [
    ...await findDifferences(instance, restored),
    ...await findLost(restored, await storesOf(restored), ledger),
  ];
}

/** Restores a backup that was made while the server was killed: of what it has, nothing may be wrong. */
export async function checkEarlierBackup(kind: Instance["kind"], tar: string): Promise<string[]> {
  await using restored = await makeInstance(kind, { hasSchema: false });
  const restore = await restored.run("restore", tar);
  if (restore.code !== 0) return [`restore of a backup under load: ${restore.stderr}`];
  const doctor = await restored.run("doctor", "--fix");
  // Pictures deleted while their files were copied have none: their rows were read before.
  const others = doctor.stdout.split("\n").filter((line) => /^[a-z ]+: /.test(line) && !line.endsWith("(fixed)"))
    .filter((line) => !line.startsWith("missing original") && !line.includes("(queued)"));
  return others.map((line) => `doctor on a backup under load: ${line}`);
}
