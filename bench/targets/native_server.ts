/** Native PostgreSQL for the run: the one that is named, or one started in a temporary folder with its default configuration. */
import { openPool } from "../../src/core/db/sql.ts";
import { postmasterOf } from "./processor_time.ts";
import { run } from "./run.ts";
import { StartError } from "./target.ts";

/** A PostgreSQL server. */
export interface NativeServer extends AsyncDisposable {
  /** Its process; undefined for a server that was running before. */
  pid: number | undefined;
  /** Makes an empty database, dropped when disposed. */
  createDatabase(): Promise<AsyncDisposable & { url: string }>;
}

/**
 * Connects to the server of a superuser's URL, or starts one.
 * @throws StartError when PostgreSQL is not installed
 */
export async function openNativeServer(url = Deno.env.get("BENCH_DB_URL")): Promise<NativeServer> {
  const cluster = url === undefined ? await startCluster() : runningServer(url);
  const admin = openPool({ url: cluster.url }, { max: 1 });
  return {
    pid: cluster.pid,
    async createDatabase() {
      const name = `panoramax_bench_${crypto.randomUUID().replaceAll("-", "")}`;
      await admin`CREATE DATABASE ${admin(name)}`;
      const database = new URL(cluster.url);
      database.pathname = `/${name}`;
      return {
        url: database.href,
        async [Symbol.asyncDispose]() {
          await admin`DROP DATABASE ${admin(name)} WITH (FORCE)`;
        },
      };
    },
    async [Symbol.asyncDispose]() {
      await admin.end({ timeout: 5 });
      await cluster[Symbol.asyncDispose]();
    },
  };
}

interface Cluster extends AsyncDisposable {
  /** As a superuser. */
  url: string;
  pid: number | undefined;
}

function runningServer(url: string): Cluster {
  return { url, pid: undefined, [Symbol.asyncDispose]: () => Promise.resolve() };
}

async function startCluster(): Promise<Cluster> {
  const programs = await findPrograms();
  // Short, as the path of a unix socket is limited to about a hundred bytes.
  const folder = await Deno.makeTempDir({ dir: "/tmp", prefix: "panoramax-bench-pg-" });
  const isRoot = Deno.uid() === 0;
  if (isRoot) await run("chown", ["postgres", folder]);
  // PostgreSQL refuses to run as root.
  const asPostgres = (program: string, args: string[]) =>
    isRoot
      ? run("runuser", ["-u", "postgres", "--", `${programs}/${program}`, ...args])
      : run(`${programs}/${program}`, args);
  const port = freePort(), data = `${folder}/data`;
  await asPostgres("initdb", ["-D", data, "-A", "trust", "-U", "postgres"]);
  await asPostgres("pg_ctl", ["-D", data, "-o", `-p ${port} -k ${folder}`, "-l", `${folder}/log`, "-w", "start"]);
  return {
    url: `postgres://postgres@127.0.0.1:${port}/postgres`,
    pid: await postmasterOf(data),
    async [Symbol.asyncDispose]() {
      await asPostgres("pg_ctl", ["-D", data, "-m", "fast", "stop"]);
      await Deno.remove(folder, { recursive: true });
    },
  };
}

/** The folder of initdb and pg_ctl; Debian keeps them out of PATH, one folder a version. */
async function findPrograms(): Promise<string> {
  const root = "/usr/lib/postgresql";
  const versions = await Array.fromAsync(Deno.readDir(root), ({ name }) => Number(name)).catch(() => []);
  if (versions.length === 0) {
    throw new StartError(`No PostgreSQL server in ${root}; install postgresql and postgis, or set BENCH_DB_URL`);
  }
  return `${root}/${Math.max(...versions)}/bin`;
}

function freePort(): number {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  return listener.addr.port;
}
