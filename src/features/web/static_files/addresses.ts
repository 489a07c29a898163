/** Addresses of static files. They change with the content, so that browsers may cache the files forever. */
import { createHash } from "node:crypto";
import { VERSION } from "../../../core/version.ts";
import { type PackageName, packageVersion } from "./files.ts";

const OWN = new URL("../static/", import.meta.url);

const versions = new Map<PackageName, Promise<string>>();
let buildOfOwnFiles: Promise<string> | undefined;

/**
 * The address of a file from the root of the server, without the prefix of a reverse proxy.
 * @param source `app` for our own files, else the short name of a package
 */
export async function staticAddress(source: "app" | PackageName, path: string): Promise<string> {
  return `/static/${source}/${source === "app" ? await ownBuild() : await versionOf(source)}/${path}`;
}

function versionOf(source: PackageName): Promise<string> {
  let version = versions.get(source);
  if (!version) {
    version = packageVersion(source);
    versions.set(source, version);
  }
  return version;
}

/** The build in the addresses of our own files: one hash over all of them, since scripts import each other. */
export function ownBuild(): Promise<string> {
  buildOfOwnFiles ??= hashFiles();
  return buildOfOwnFiles;
}

async function hashFiles(): Promise<string> {
  const hash = createHash("sha256").update(VERSION);
  for (const path of (await filesBelow(OWN)).sort()) {
    hash.update(path).update(await Deno.readFile(new URL(path, OWN)));
  }
  return hash.digest("hex").slice(0, 12);
}

async function filesBelow(folder: URL, prefix = ""): Promise<string[]> {
  const found: string[] = [];
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    if (isDirectory) found.push(...await filesBelow(new URL(`${name}/`, folder), `${prefix}${name}/`));
    else found.push(prefix + name);
  }
  return found;
}
