/** PostgreSQL servers of one's own, which may be stopped while they are in use, or speak TLS. */

/** A running server. */
export interface Cluster extends AsyncDisposable {
  /** Of a superuser. */
  url: string;
  /** The file of its certificate, for `localhost`; it is there with TLS alone. */
  certificate: string;
  /** Stops and starts it. `immediate` stops it as a crash does. */
  restart(mode: "fast" | "immediate"): Promise<void>;
}

/**
 * Starts one on a free port; undefined where PostgreSQL is not installed, or openssl for TLS. Nothing in it outlives the
 * machine: it does not sync.
 */
export async function startCluster({ tls = false } = {}): Promise<Cluster | undefined> {
  const programs = await findPrograms();
  if (!programs || (tls && !await hasOpenssl())) return undefined;
  // The folder for temporary files of a test run may be its user's alone, and PostgreSQL runs as another.
  const folder = await Deno.makeTempDir({
    prefix: "panoramax-postgres-",
    ...(Deno.uid() === 0 ? { dir: "/tmp" } : {}),
  });
  const data = `${folder}/data`, port = freePort();
  await Deno.mkdir(data, { mode: 0o700 });
  if (Deno.uid() === 0) {
    await run("chmod", "755", folder);
    await run("chown", "postgres:", data);
  }
  const asPostgres = (name: string, ...args: string[]) => {
    const command = [`${programs}/${name}`, "-D", data, ...args];
    // PostgreSQL refuses to run as root.
    return Deno.uid() === 0
      ? run("runuser", "-u", "postgres", "--", ...command)
      : run(command[0]!, ...command.slice(1));
  };
  await asPostgres("initdb", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8");
  if (tls) await certify(data, `${folder}/authority.crt`);
  const options = `${
    tls ? "-c ssl=on " : ""
  }-p ${port} -k ${data} -c listen_addresses=127.0.0.1 -c max_connections=200 -c fsync=off`;
  const start = () => asPostgres("pg_ctl", "-l", `${data}/log`, "-w", "-o", options, "start");
  await start();
  return {
    url: `postgres://postgres@127.0.0.1:${port}/postgres`,
    certificate: `${folder}/authority.crt`,
    async restart(mode) {
      await asPostgres("pg_ctl", "-m", mode, "-w", "stop");
      await start();
    },
    async [Symbol.asyncDispose]() {
      await asPostgres("pg_ctl", "-m", "immediate", "-w", "stop");
      await Deno.remove(folder, { recursive: true });
    },
  };
}

/** A certificate that it signed itself. */
async function certify(data: string, copy: string): Promise<void> {
  const key = `${data}/server.key`, certificate = `${data}/server.crt`;
  const names = [
    "-subj",
    "/CN=localhost",
    "-addext",
    "subjectAltName=DNS:localhost",
    "-keyout",
    key,
    "-out",
    certificate,
  ];
  await run("openssl", "req", "-new", "-x509", "-nodes", "-days", "2", "-newkey", "rsa:2048", ...names);
  await Deno.copyFile(certificate, copy);
  await run("chmod", "600", key);
  if (Deno.uid() === 0) await run("chown", "postgres:", key, certificate);
}

/** The folder of the newest version's programs, as Debian installs them. */
async function findPrograms(): Promise<string | undefined> {
  const root = "/usr/lib/postgresql";
  const versions = await Array.fromAsync(Deno.readDir(root)).catch(() => []);
  const [newest] = versions.map(({ name }) => Number(name)).filter(Number.isInteger).sort((a, b) => b - a);
  return newest === undefined ? undefined : `${root}/${newest}/bin`;
}

function hasOpenssl(): Promise<boolean> {
  return run("openssl", "version").then(() => true, () => false);
}

async function run(program: string, ...args: string[]): Promise<void> {
  const { success, stderr } = await new Deno.Command(program, { args, cwd: "/", stdout: "null", stderr: "piped" })
    .output();
  if (!success) throw new Error(`${program} ${args.join(" ")}: ${new TextDecoder().decode(stderr)}`);
}

/** A port that nobody listens on at the moment. */
export function freePort(): number {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  return listener.addr.port;
}
