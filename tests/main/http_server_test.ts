/** Whoever opens more connections than the process has descriptors does not end the server. */
import { until } from "../support/until.ts";

const LIMIT = 100;

/** A server that only has few descriptors. As the program does, it listens to a signal: without, Deno 2.9 panics later. */
const SERVER = `
  import { serveHttp } from ${JSON.stringify(import.meta.resolve("../../src/main/http_server.ts"))};
  Deno.addSignalListener("SIGTERM", () => {});
  const { address } = await serveHttp({ hostname: "127.0.0.1", port: 0 }, () => new Response("hello"));
  console.log(address.port);`;

Deno.test({
  name: "serveHttp() answers again after all descriptors were taken by connections that never end",
  ignore: Deno.build.os !== "linux",
  // Connections to a port that nobody accepts at wait for long, also when it is gone.
  sanitizeOps: false,
  sanitizeResources: false,
  async fn() {
    const server = new Deno.Command("sh", {
      args: ["-c", `ulimit -n ${LIMIT} && exec "$0" eval "$1"`, Deno.execPath(), SERVER],
      stdout: "piped",
      stderr: "null",
    }).spawn();
    const held: Deno.TcpConn[] = [];
    try {
      let port = 0;
      for await (const text of server.stdout.pipeThrough(new TextDecoderStream())) {
        port = Number(text);
        break;
      }
      const { promise: isClosed, resolve } = Promise.withResolvers<void>();
      const hold = async () => {
        const connection = await Deno.connect({ port });
        held.push(connection);
        await connection.write(new TextEncoder().encode("GET / HTTP/1.1\r\nHost: x\r\nX-Slow: "));
        await connection.read(new Uint8Array(100));
      };
      for (let count = 0; count < 2 * LIMIT; count++) hold().catch(() => {}).then(resolve);
      await isClosed;
      await until(async () => {
        const client = Deno.createHttpClient({ poolMaxIdlePerHost: 0 });
        using _client = client;
        const signal = AbortSignal.timeout(2000);
        const answer = await fetch(`http://127.0.0.1:${port}/`, { client, signal }).then((got) => got.text(), () => "");
        return answer === "hello";
      });
    } finally {
      server.kill("SIGKILL");
      await server.status;
      for (const connection of held) connection.close();
    }
  },
});
