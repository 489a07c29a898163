/**
 * A drill: a server is killed again and again while clients upload, edit and delete, and while it is backed up; on native
 * PostgreSQL, connections are cut too. Afterwards nothing may be missing that was acknowledged.
 *
 *     deno task drill [--kills N] [--minutes M] [--database embedded|native]
 */
import { parseArgs } from "node:util";
import { type Instance, makeInstance } from "../tests/support/instances.ts";
import { until } from "../tests/support/until.ts";
import { findDifferences, findLost, findTemporary, findUnfinished } from "./invariants.ts";
import { type Clients, Ledger, load } from "./load.ts";

/** Milliseconds that a kill is put off until something is acknowledged. */
const SLOWEST = 20_000;

const { values } = parseArgs({
  options: { kills: { type: "string" }, minutes: { type: "string" }, database: { type: "string" } },
});
const kills = Number(values.kills ?? 20), minutes = Number(values.minutes ?? 30);
const kinds = (["embedded", "native"] as const).filter((kind) =>
  (values.database === undefined || values.database === kind) && (kind === "embedded" || Deno.env.has("TEST_DB_URL"))
);

let lost = 0;
for (const kind of kinds) lost += await drill(kind);
console.log(`${lost} lost`);
Deno.exit(lost === 0 ? 0 : 1);

async function drill(kind: Instance["kind"]): Promise<number> {
  await using instance = await makeInstance(kind, { hasSchema: false });
  const clients = await prepare(instance);
  const end = performance.now() + minutes * 60_000;
  let done = 0, cuts = 0, backups = 0;
  for (; done < kills && performance.now() < end; done++) {
    await using server = await instance.serve();
    const stopping = new AbortController();
    const working = load(server.url, clients, stopping.signal);
    const backup = done % 4 === 3 ? instance.run("backup", `${instance.folder}/${done}.tar`) : undefined;
    const acknowledged = clients.ledger.pictures.size;
    await pause(200 + Math.random() * 3000);
    // On a slow machine, at least one picture is acknowledged before most kills.
    const slow = performance.now() + SLOWEST;
    while (done % 3 !== 0 && clients.ledger.pictures.size <= acknowledged && performance.now() < slow) await pause(20);
    if (kind === "native" && done % 3 === 1) cuts += await cutConnections(instance);
    await pause(Math.random() * 1000);
    await server[Symbol.asyncDispose]();
    stopping.abort();
    await working;
    if ((await backup)?.code === 0) backups++;
  }
  const problems = await check(instance, clients);
  const { pictures, images, deleted } = clients.ledger;
  console.log(
    `${kind}: ${done} kills, ${cuts} connections cut, ${backups} backups meanwhile; ` +
      `${pictures.size} pictures and ${images.size} images acknowledged, ${deleted.size} deleted: ` +
      `${problems.length} problems`,
  );
  for (const problem of problems) console.log(`  ${problem}`);
  return problems.length;
}

async function prepare(instance: Instance): Promise<Clients> {
  const user = await instance.run("user", "drill", "--create", "--generate-api-key");
  const token = await instance.run("default-account-tokens", "get");
  const apiKey = /API key: (\w+)/.exec(user.stdout)?.[1];
  if (!apiKey || token.code !== 0) throw new Error(`${user.stderr}${token.stderr}`);
  return { token: token.stdout.trim(), apiKey, ledger: new Ledger() };
}

/** Lets a last server finish, stops it, and looks at what is there. */
async function check(instance: Instance, { ledger }: Clients): Promise<string[]> {
  const server = await instance.serve();
  const tar = `${instance.folder}/last.tar`;
  const problems = ledger.pictures.size + ledger.deleted.size === 0
    ? ["no picture was acknowledged: nothing was tested"]
    : [];
  await until(async () => (await findUnfinished(instance)).length === 0).catch(() => {});
  problems.push(...await findUnfinished(instance));
  const backup = await instance.run("backup", tar);
  if (backup.code !== 0) problems.push(`backup: ${backup.stderr}`);
  const { code } = await server.stop();
  if (code !== 0) problems.push(`the server ended with ${code}`);
  problems.push(...await findLost(instance, ledger), ...await findTemporary(instance));
  const doctor = await instance.run("doctor");
  if (doctor.code !== 0) problems.push(`doctor: ${doctor.stdout}`);
  await using restored = await makeInstance(instance.kind, { hasSchema: false });
  const restore = await restored.run("restore", tar);
  if (restore.code !== 0) problems.push(`restore: ${restore.stderr}`);
  else problems.push(...await findDifferences(instance, restored), ...await findLost(restored, ledger));
  return problems;
}

/** As a restart of PostgreSQL, or a firewall, does it. */
async function cutConnections({ query }: Instance): Promise<number> {
  return await query(async (sql) => {
    const rows = await sql`
      SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE datname = current_database() AND pid <> pg_backend_pid()`;
    return rows.length;
  });
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
