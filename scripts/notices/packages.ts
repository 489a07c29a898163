/** The packages that the program contains, with their licences. */
import { join } from "node:path";
import { textOf } from "../../src/core/thrown.ts";

export interface Package {
  name: string;
  version: string;
  /** SPDX expression, as the package states it; `NOASSERTION` when it states none. */
  licence: string;
  /** Text of its licence and notice files; empty when it ships none. */
  text: string;
}

/** Types, an installation counter, and libraries for musl: installed, but not part of the program. */
const NOT_PART = /^(@types\/|undici-types$|@scarf\/|@img\/sharp-(libvips-)?linuxmusl-)/;
const LICENCE_FILE = /^(licen[cs]e|copying|notice|third.party.notices)([-._].*)?$/i;

/** Reads what Deno installed: packages are in `.deno/<name>@<version>/node_modules/<name>`. By name and version. */
export async function installedPackages(nodeModules: string): Promise<Package[]> {
  const packages: Package[] = [];
  const installed = join(nodeModules, ".deno");
  for await (const { name: entry } of Deno.readDir(installed)) {
    const separator = entry.indexOf("@", 1);
    if (separator < 0) continue;
    const name = entry.slice(0, separator).replace("+", "/");
    if (NOT_PART.test(name)) continue;
    const folder = join(installed, entry, "node_modules", name);
    const { version, license, licenses } = JSON.parse(await Deno.readTextFile(join(folder, "package.json")));
    const text = await licenceText(folder);
    packages.push({ name, version, licence: licenceOf(license ?? licenses ?? licenceIn(text)), text });
  }
  const unique = new Map(packages.map((one) => [`${one.name}@${one.version}`, one]));
  return [...unique].sort(([a], [b]) => a < b ? -1 : 1).map(([, one]) => one);
}

/** Older packages have an object with a `type` there, or a list of these. */
function licenceOf(stated: unknown): string {
  if (typeof stated === "string") return stated;
  if (Array.isArray(stated)) return stated.map(licenceOf).join(" OR ");
  return textOf(stated, "type") ?? "NOASSERTION";
}

/** Some packages state their licence only by its text. */
function licenceIn(text: string): string | undefined {
  const isBsd = /Redistribution and use in source and binary forms/.test(text);
  return isBsd && !/Neither the name|endorse or promote/.test(text) ? "BSD-2-Clause" : undefined;
}

async function licenceText(folder: string): Promise<string> {
  const texts: [string, string][] = [];
  for await (const { name, isFile } of Deno.readDir(folder)) {
    if (isFile && LICENCE_FILE.test(name)) texts.push([name, await Deno.readTextFile(join(folder, name))]);
  }
  return texts.sort(([a], [b]) => a < b ? -1 : 1).map(([, text]) => text.trim()).join("\n\n");
}
