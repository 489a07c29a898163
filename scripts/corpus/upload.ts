/** Sends the files to a server that is started for that, as any client does. */
import { join } from "node:path";
import pLimit from "p-limit";

/** What the server said to a file. */
export interface Outcome {
  path: string;
  /** HTTP status. */
  status: number;
  /** Of a refusal. */
  reason: string;
}

const AT_ONCE = 2;
const STARTING_SECONDS = 120;

/** Uploads all, and looks afterwards whether what was accepted can be read. @throws when something cannot be */
export async function uploadAll(paths: string[], project: string): Promise<Outcome[]> {
  const data = await Deno.makeTempDir();
  const port = freePort();
  const server = new Deno.Command(Deno.execPath(), {
    args: ["run", "--allow-all", "--no-check", "--quiet", join(project, "main.ts"), "serve"],
    env: { PANORAMAX_DATA: data, PORT: String(port), FLASK_SECRET_KEY: "the secret key of the corpus lane" },
    stdout: "null",
    stderr: "null",
  }).spawn();
  try {
    const base = `http://127.0.0.1:${port}`;
    await untilReady(`${base}/api/configuration`);
    const set = await fetch(`${base}/api/upload_sets`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ title: "Corpus" }),
    });
    const { id } = await set.json();
    const limit = pLimit(AT_ONCE);
    const outcomes = await Promise.all(
      paths.map((path, index) => limit(() => upload(path, index, `${base}/api/upload_sets/${id}/files`))),
    );
    await mustBeReadable(`${base}/api/upload_sets/${id}`);
    await mustBeReadable(`${base}/api/upload_sets/${id}/files`);
    await mustBeReadable(`${base}/api/search?limit=1000`);
    await mustBeReadable(`${base}/api/collections`);
    return outcomes;
  } finally {
    server.kill("SIGTERM");
    await server.status;
    await Deno.remove(data, { recursive: true });
  }
}

async function upload(path: string, index: number, address: string): Promise<Outcome> {
  const form = new FormData();
  form.append("file", new Blob([await Deno.readFile(path)]), `${index}.jpg`);
  const answer = await fetch(address, { method: "POST", body: form });
  const body = await answer.json();
  return { path, status: answer.status, reason: answer.ok ? "" : body.details?.error ?? body.message };
}

async function mustBeReadable(address: string): Promise<void> {
  const answer = await fetch(address);
  await answer.text();
  if (!answer.ok) throw new Error(`${address} answers ${answer.status}`);
}

async function untilReady(address: string): Promise<void> {
  for (let second = 0; second < STARTING_SECONDS; second++) {
    const answer = await fetch(address).catch(() => undefined);
    await answer?.body?.cancel();
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
  throw new Error("The server did not start");
}

function freePort(): number {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  return listener.addr.port;
}
