/**
 * Files that pages load: our own scripts and styles, and those of packages. They are read from the project, or from the binary
 * it is compiled into, when they are first requested; a binary has large ones gzipped. Only what is listed here is served.
 */
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { etagOf } from "../../../core/http/conditional.ts";
import { readIfPresent, unpack } from "../../../core/packed_files.ts";

/** A file as it is sent. */
export interface StaticFile {
  type: string;
  /** Strong validator, quoted. */
  etag: string;
  bytes: Uint8Array<ArrayBuffer>;
  /** The bytes compressed by gzip; undefined for formats that are compressed already. */
  gzipped?: Uint8Array<ArrayBuffer>;
}

const TYPES = new Map([
  ["css", "text/css; charset=utf-8"],
  ["js", "text/javascript; charset=utf-8"],
  ["json", "application/json"],
  ["svg", "image/svg+xml"],
  ["woff", "font/woff"],
  ["woff2", "font/woff2"],
]);

/** Formats that are compressed already. */
const COMPRESSED = /\.woff2?$/;

const OWN = new URL("../static/", import.meta.url);

/**
 * Packages whose files are served: the main module of each, next to which the files are; the path from there to its
 * `package.json`; and which files.
 */
const PACKAGES: Record<PackageName, { module: string; manifest: string; files: RegExp }> = {
  "web-viewer": {
    module: "@panoramax/web-viewer",
    manifest: "../package.json",
    files: /^(index\.(js|css)|static\/media\/[\w-]+\.*woff2?)$/,
  },
  "maplibre": {
    module: "maplibre-gl",
    manifest: "../package.json",
    files: /^maplibre-gl(-csp|-csp-worker)?\.(js|css)$/,
  },
  "swagger-ui": {
    module: "swagger-ui-dist",
    manifest: "package.json",
    files: /^swagger-ui(-bundle\.js|\.css)$/,
  },
};

/** Short names of the packages whose files are served. */
export type PackageName = "web-viewer" | "maplibre" | "swagger-ui";

const OWN_FILE = /^[\w-]+(\/[\w-]+)?\.(css|js|json|svg)$/;

const read = new Map<string, Promise<StaticFile | undefined>>();

/**
 * One file; undefined when it is not served.
 * @param source `app` for our own files, else the short name of a package
 */
export function staticFile(source: string, path: string): Promise<StaticFile | undefined> {
  const address = locate(source, path);
  if (!address) return Promise.resolve(undefined);
  let file = read.get(address);
  if (!file) {
    file = load(address);
    read.set(address, file);
  }
  return file;
}

function locate(source: string, path: string): string | undefined {
  if (source === "app") return OWN_FILE.test(path) ? fileURLToPath(new URL(path, OWN)) : undefined;
  if (!isPackage(source) || !PACKAGES[source].files.test(path)) return undefined;
  return join(folderOf(source), path);
}

function isPackage(source: string): source is PackageName {
  return Object.hasOwn(PACKAGES, source);
}

function folderOf(source: PackageName): string {
  return dirname(fileURLToPath(import.meta.resolve(PACKAGES[source].module)));
}

/** The version of a package, which is part of the addresses of its files. */
export async function packageVersion(source: PackageName): Promise<string> {
  return JSON.parse(await Deno.readTextFile(join(folderOf(source), PACKAGES[source].manifest))).version;
}

async function load(address: string): Promise<StaticFile | undefined> {
  // First, as a binary has an empty file in the place of a packed module.
  const packed = await readIfPresent(`${address}.gz`);
  const bytes = packed ? unpack(packed) : await readIfPresent(address);
  if (!bytes) return undefined;
  return {
    bytes,
    type: TYPES.get(address.slice(address.lastIndexOf(".") + 1)) ?? "application/octet-stream",
    etag: etagOf(bytes),
    gzipped: COMPRESSED.test(address) ? undefined : packed ?? await gzip(bytes),
  };
}

/** Compresses in small pieces, between which other requests get their turn: megabytes take too long to make them wait. */
async function gzip(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const PIECE = 64 * 1024;
  let position = 0;
  const pieces = new ReadableStream<Uint8Array<ArrayBuffer>>({
    async pull(controller) {
      await new Promise((resolve) => setTimeout(resolve));
      controller.enqueue(bytes.subarray(position, position + PIECE));
      position += PIECE;
      if (position >= bytes.length) controller.close();
    },
  });
  return new Uint8Array(await new Response(pieces.pipeThrough(new CompressionStream("gzip"))).arrayBuffer());
}
