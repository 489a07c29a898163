/** An S3-compatible server that misbehaves when it is told to: `moto_server`, behind a proxy that does the misbehaving. */
import { makeBucketAt } from "../tests/support/s3.ts";
import { until } from "../tests/support/until.ts";
import { freePort } from "../tests/support/postgres_cluster.ts";

/** Milliseconds that a slow server takes for anything. */
const SLOWNESS = 4000;
/** Bytes after which answers are cut off. */
const CUT = 300;

/** `away` accepts no connection, `slow` answers late, `failing` answers 500, `cutting` ends in the midst of an answer. */
export type Behaviour = "well" | "away" | "slow" | "failing" | "cutting";

export interface BucketServer extends AsyncDisposable {
  /** Of a bucket in it, for settings. */
  url: string;
  behave(how: Behaviour): void;
}

/** Starts one; undefined where there is no `moto_server`. Its path may be in `MOTO_SERVER`. */
export async function startBucketServer(): Promise<BucketServer | undefined> {
  const port = freePort();
  let server: Deno.ChildProcess;
  try {
    server = new Deno.Command(Deno.env.get("MOTO_SERVER") ?? "moto_server", {
      args: ["-H", "127.0.0.1", "-p", String(port)],
      stdout: "null",
      stderr: "null",
    }).spawn();
  } catch {
    return undefined;
  }
  let behaviour: Behaviour = "well";
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const serving = (async () => {
    for await (const client of listener) forward(client, port, behaviour).catch(() => {});
  })();
  const answers = () => fetch(`http://127.0.0.1:${port}/`).then((response) => response.text(), () => undefined);
  await until(async () => await answers() !== undefined);
  return {
    url: await makeBucketAt(`http://127.0.0.1:${listener.addr.port}`),
    behave: (how) => behaviour = how,
    async [Symbol.asyncDispose]() {
      listener.close();
      await serving.catch(() => {});
      server.kill("SIGKILL");
      await server.status;
    },
  };
}

async function forward(client: Deno.TcpConn, port: number, behaviour: Behaviour): Promise<void> {
  using _client = client;
  if (behaviour === "away") return;
  if (behaviour === "failing") {
    await client.read(new Uint8Array(65_536));
    const body = "<Error><Code>InternalError</Code></Error>";
    await client.write(new TextEncoder().encode(
      `HTTP/1.1 500 Internal Server Error\r\nContent-Length: ${body.length}\r\nConnection: close\r\n\r\n${body}`,
    ));
    return;
  }
  if (behaviour === "slow") await new Promise((resolve) => setTimeout(resolve, SLOWNESS));
  using server = await Deno.connect({ hostname: "127.0.0.1", port });
  let sent = 0;
  const cut = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      sent += chunk.length;
      if (behaviour === "cutting" && sent > CUT) {
        controller.enqueue(chunk.subarray(0, Math.max(0, chunk.length - (sent - CUT))));
        controller.terminate();
      } else controller.enqueue(chunk);
    },
  });
  await Promise.race([
    client.readable.pipeTo(server.writable, { preventClose: false }).catch(() => {}),
    server.readable.pipeThrough(cut).pipeTo(client.writable).catch(() => {}),
  ]);
}
