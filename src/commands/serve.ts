/** `serve`: the whole server in one process. */
import { makeSetupLink } from "../features/accounts/mod.ts";
import { isLoopback } from "../core/http/loopback.ts";
import { logger } from "../core/log.ts";
import { blursHere, publishesUnblurred } from "../features/pictures/mod.ts";
import { startServer } from "../main/server.ts";
import type { ThreadError } from "../main/threads/http_threads.ts";
import type { Services } from "../core/services.ts";
import type { Settings } from "../core/settings/mod.ts";
import { VERSION } from "../core/version.ts";
import { type CommonOptions, prepareCommand } from "./environment.ts";
import { addressToOpen, UNSPECIFIED } from "./address_to_open.ts";
import { openNotifier } from "./service/notify.ts";
import { untilAskedToStop } from "./signals.ts";

export { addressToOpen };

/** Options of `serve`, which take precedence over the settings of the same names. */
export interface ServeOptions extends CommonOptions {
  host?: string;
  port?: string;
}

/** Networks of containers and virtual machines. */
const VIRTUAL = /^(docker|br-|veth|virbr|lxc|podman)/;

/** Serves until SIGINT or SIGTERM, then shuts down cleanly. */
export async function serve(options: ServeOptions): Promise<void> {
  const settings = await prepareCommand(options, "stdout", { HOST: options.host, PORT: options.port });
  const stopping = untilAskedToStop();
  const server = await startServer(settings);
  if (isOpenToStrangers(settings)) {
    logger("serve").warn(
      "Everybody who reaches {HOST} can upload pictures; set API_FORCE_AUTH_ON_UPLOAD=true to stop that",
      { HOST: settings.HOST },
    );
  }
  if (publishesUnblurred(settings)) {
    logger("serve").warn(
      "Pictures are published with faces and licence plates as they are; set BLUR=builtin, or API_BLUR_URL, to blur them",
    );
  }
  const url = addressToOpen(server.url);
  const places = new URL(server.url).origin === url ? [url] : [url, "and every other address of this machine"];
  // In a container, the address in its network is of no use to others; there, the other one is.
  const reachable = new Set([addressForOthers(server.url, networkAddresses()), url]);
  const setupLinks = await Promise.all(Array.from(reachable, (address) => makeSetupLink(server.services, address)));
  console.log(banner(places, server.services, setupLinks.filter((link) => link !== undefined)));
  const notifier = openNotifier();
  notifier.ready(`Ready: ${url}`, server.isWell);
  const failure = await Promise.race([stopping, server.failure.catch((error: ThreadError) => error)]);
  notifier.stopping();
  if (failure) {
    logger("serve").fatal("{error}. The server ends once it has finished what runs", { error: failure.message });
  }
  console.log("Stopping: finishing what runs (repeat to stop immediately)");
  await server.stop();
  if (failure) throw failure;
}

/** Whether people from other machines can upload without being known: they can fill the disk. */
export function isOpenToStrangers(
  { HOST, API_FORCE_AUTH_ON_UPLOAD, API_READ_ONLY }: Pick<
    Settings,
    "HOST" | "API_FORCE_AUTH_ON_UPLOAD" | "API_READ_ONLY"
  >,
): boolean {
  return !API_FORCE_AUTH_ON_UPLOAD && !API_READ_ONLY && !isLoopback(HOST);
}

/**
 * An address by which other machines reach a server that listens on all addresses; else the one that it listens on.
 * @param addresses of this machine in its networks
 */
export function addressForOthers(url: string, addresses: readonly string[]): string {
  const address = new URL(url), [first] = addresses;
  if (!UNSPECIFIED.includes(address.hostname) || first === undefined) return addressToOpen(url);
  address.hostname = first;
  return address.origin;
}

/** IPv4 addresses of this machine, without those that only itself and its containers reach. */
function networkAddresses(): string[] {
  return Deno.networkInterfaces()
    .filter(({ family, address, name }) => family === "IPv4" && !isLoopback(address) && !VIRTUAL.test(name))
    .map(({ address }) => address);
}

function banner(
  [url, ...others]: string[],
  { settings, stores }: Services,
  setupLinks: string[],
): string {
  const database = settings.DB_URL ? "PostgreSQL (DB_URL)" : `embedded, in ${settings.PANORAMAX_DATA}`;
  return [
    ``,
    `  Panoramax ${VERSION} is ready: ${url}`,
    ...others.map((other) => `  ${other}`),
    ``,
    `  Database   ${database}`,
    `  Pictures   ${stores.permanent.location}`,
    `  Blurring   ${blurring(settings)}`,
    `  API        ${url}/api/docs/swagger`,
    `  Next step  ${url}/upload`,
    ...(setupLinks.length > 0 ? [``, `  First administrator (this link works once, within half an hour)`] : []),
    ...setupLinks.map((link) => `  ${link}`),
    ``,
  ].join("\n");
}

function blurring(settings: Settings): string {
  if (settings.API_BLUR_URL) return `by ${settings.API_BLUR_URL}`;
  return blursHere(settings) ? "faces and licence plates, by this program (BLUR)" : "none (BLUR=off)";
}
