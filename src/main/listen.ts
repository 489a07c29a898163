/** Puts the application on its address. */
import { withoutFalseLength } from "../core/http/head_answers.ts";
import type { Services } from "../core/services.ts";
import { createApp } from "./app.ts";
import { serveHttp } from "./http_server.ts";

/**
 * Answers HTTP requests on the address of the settings.
 * @param threads of this process, which all listen on the same port
 * @throws Deno.errors.AddrInUse when another process took the address since it was tried
 */
export async function listen(
  services: Services,
  { threads = 1 } = {},
): Promise<{ url: string; port: number; stop(): Promise<void> }> {
  const { app, memory } = createApp(services);
  // The others rely on the first one to hear of changes.
  if (threads > 1 && services.team.isFirst) memory.listen();
  const { HOST: hostname, PORT: port } = services.settings;
  const { address, stop } = await serveHttp(
    { hostname, port, reusePort: threads > 1 },
    async (request, { remoteAddr }) =>
      withoutFalseLength(request, await app.fetch(request, { remoteAddress: remoteAddr.hostname })),
  );
  const host = address.hostname.includes(":") ? `[${address.hostname}]` : address.hostname;
  return { url: `http://${host}:${address.port}`, port: address.port, stop };
}
