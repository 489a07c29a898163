/** A real nginx with TLS and HTTP/2, set up by what the documentation says. */
import { temporaryFolder } from "./temporary_folder.ts";
import { until } from "./until.ts";

const PROGRAM = "/usr/sbin/nginx";

/** Whether Debian's nginx is installed, and openssl, which makes its certificate. */
export const HAS_NGINX = await isThere(PROGRAM) && await isThere("/usr/bin/openssl");

export interface Nginx extends AsyncDisposable {
  /** `https://localhost:41234`; not port 443. */
  url: string;
  /** Client that trusts the certificate and speaks HTTP/2. */
  client: Deno.HttpClient;
  /** `HTTP/2.0 GET /path 200` of each request so far. */
  requests(): Promise<string[]>;
}

interface Certificate extends AsyncDisposable {
  path: string;
}
let certificate: Promise<Certificate> | undefined;
Deno.test.afterAll(async () => await (await certificate)?.[Symbol.asyncDispose]());

/** `key.pem` and `certificate.pem`, the same for all tests of a file. */
async function makeCertificate(): Promise<Certificate> {
  const folder = await temporaryFolder();
  const subject = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"];
  const key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];
  const leaf = ["-days", "2", "-addext", "basicConstraints=critical,CA:FALSE"];
  const files = ["-keyout", `${folder.path}/key.pem`, "-out", `${folder.path}/certificate.pem`];
  await run("openssl", "req", "-x509", ...key, ...subject, ...leaf, ...files);
  return folder;
}

/**
 * @param locations what stands inside `server { … }`
 * @param cacheName of a `proxy_cache` that locations may use
 */
export async function startNginx(locations: string, { cacheName = "" } = {}): Promise<Nginx> {
  const folder = await temporaryFolder();
  const { path } = folder;
  const { path: certificates } = await (certificate ??= makeCertificate());
  const port = freePort();
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];
  await Deno.writeTextFile(
    `${path}/nginx.conf`,
    `${Deno.uid() === 0 ? "user root;" : ""}
daemon off;
worker_processes 1;
pid ${path}/pid;
error_log stderr error;
events { worker_connections 64; }
http {
  log_format short '$server_protocol $request_method $request_uri $status';
  access_log ${path}/access.log short;
  ${cacheName && `proxy_cache_path ${path}/cache keys_zone=${cacheName}:1m;`}
  ${temporary.map((kind) => `${kind}_temp_path ${path}/${kind};`).join("\n  ")}
  server {
    listen 127.0.0.1:${port} ssl http2;
    ssl_certificate ${certificates}/certificate.pem;
    ssl_certificate_key ${certificates}/key.pem;
    ${locations}
  }
}`,
  );
  const process = new Deno.Command(PROGRAM, {
    args: ["-e", "stderr", "-p", path, "-c", `${path}/nginx.conf`],
    stdin: "null",
    stdout: "null",
    stderr: "inherit",
  }).spawn();
  const client = Deno.createHttpClient({ caCerts: [await Deno.readTextFile(`${certificates}/certificate.pem`)] });
  await until(async () => {
    const connection = await Deno.connect({ hostname: "127.0.0.1", port }).catch(() => undefined);
    connection?.close();
    return connection !== undefined;
  });
  return {
    url: `https://localhost:${port}`,
    client,
    async requests() {
      return (await Deno.readTextFile(`${path}/access.log`)).trim().split("\n");
    },
    async [Symbol.asyncDispose]() {
      client.close();
      process.kill("SIGTERM");
      await process.status;
      await folder[Symbol.asyncDispose]();
    },
  };
}

/** What nginx has against a file of its folder `conf.d`; nothing if it is right. */
export async function nginxAccepts(configuration: string): Promise<string> {
  await using folder = await temporaryFolder();
  const { path } = folder;
  const whole = `pid ${path}/pid; events {} http { access_log off; ${configuration} }`;
  await Deno.writeTextFile(`${path}/nginx.conf`, whole);
  const args = ["-t", "-q", "-e", "stderr", "-p", path, "-c", `${path}/nginx.conf`];
  const { stderr } = await new Deno.Command(PROGRAM, { args, stdout: "null", stderr: "piped" }).output();
  return new TextDecoder().decode(stderr);
}

async function run(program: string, ...args: string[]): Promise<void> {
  const { success, stderr } = await new Deno.Command(program, { args, stdout: "null", stderr: "piped" }).output();
  if (!success) throw new Error(new TextDecoder().decode(stderr));
}

async function isThere(path: string): Promise<boolean> {
  return await Deno.stat(path).then(() => true, () => false);
}

function freePort(): number {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = listener.addr;
  listener.close();
  return port;
}
