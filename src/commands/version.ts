/** `version`: what this program is, for reports of faults and for scripts that compare instances. */
import { join, resolve } from "node:path";
import { embeddedVersion } from "../core/db/embedded/mod.ts";
import { newestMigration } from "../core/db/migrate/mod.ts";
import type { Settings } from "../core/settings/mod.ts";
import { VERSION } from "../core/version.ts";
import { type CommonOptions, readGivenSettings } from "./environment.ts";
import { Output, type OutputOptions } from "./output.ts";

const PROJECT = resolve(import.meta.dirname ?? ".", "../..");

/** Options of `version`. */
export interface VersionOptions extends CommonOptions, OutputOptions {}

interface Description {
  name: "panoramax";
  version: string;
  /** Of the checkout that it runs from; null where that is unknown, as in a binary. */
  commit: string | null;
  runtime: { name: "deno"; version: string; compiled: boolean };
  /** As the settings say; null when they are wrong. */
  codec: Settings["PICTURE_CODEC"] | null;
  /** Null when the settings are wrong. Only of the embedded one are the versions known without asking it. */
  database: { kind: "embedded" | "native"; postgres: string | null; postgis: string | null } | null;
  /** The newest migration of the schema that the program knows. */
  schema: string | null;
  platform: { os: string; arch: string };
}

/** Prints it. Nothing is opened, and wrong settings are no obstacle: they may be what is looked into. */
export async function printVersion({ json, ...options }: VersionOptions): Promise<void> {
  const description = await describe(settingsOrNone(options));
  const output = new Output({ json });
  output.say(inWords(description));
  output.give({ ...description });
}

function settingsOrNone(options: CommonOptions): Settings | undefined {
  try {
    return readGivenSettings(options);
  } catch {
    return undefined;
  }
}

async function describe(settings: Settings | undefined): Promise<Description> {
  return {
    name: "panoramax",
    version: VERSION,
    commit: Deno.build.standalone ? null : await commitOf(PROJECT) ?? null,
    runtime: { name: "deno", version: Deno.version.deno, compiled: Deno.build.standalone },
    codec: settings?.PICTURE_CODEC ?? null,
    database: settings ? await databaseOf(settings) : null,
    schema: await newestMigration() ?? null,
    platform: { os: Deno.build.os, arch: Deno.build.arch },
  };
}

async function databaseOf({ DB_URL }: Settings): Promise<Description["database"]> {
  if (DB_URL) return { kind: "native", postgres: null, postgis: null };
  const version = await embeddedVersion();
  return { kind: "embedded", postgres: version?.postgres ?? null, postgis: version?.postgis ?? null };
}

/** Read from the files of git, as the program may start no other. */
async function commitOf(project: string): Promise<string | undefined> {
  const pointer = await textOf(join(project, ".git"));
  const folder = pointer ? resolve(project, pointer.replace(/^gitdir: /, "")) : join(project, ".git");
  const head = await textOf(join(folder, "HEAD"));
  const reference = head?.match(/^ref: (.+)$/)?.[1];
  if (!reference) return head;
  // The branches of a further work tree are those of the main one.
  const common = resolve(folder, await textOf(join(folder, "commondir")) ?? ".");
  const packed = await textOf(join(common, "packed-refs"));
  return await textOf(join(common, reference)) ??
    packed?.split("\n").find((line) => line.endsWith(` ${reference}`))?.split(" ")[0];
}

async function textOf(path: string): Promise<string | undefined> {
  return await Deno.readTextFile(path).then((text) => text.trim(), () => undefined);
}

function inWords({ version, commit, runtime, codec, database, schema, platform }: Description): string {
  const versions = database?.postgres ? `, PostgreSQL ${database.postgres} with PostGIS ${database.postgis}` : "";
  return [
    `panoramax ${version}${commit ? ` (commit ${commit})` : ""}`,
    `Runtime: Deno ${runtime.version}, ${runtime.compiled ? "compiled" : "from source"}`,
    `Codec of pictures: ${codec ?? "unknown, as settings are wrong"}`,
    `Database: ${database ? database.kind + versions : "unknown, as settings are wrong"}`,
    `Newest migration: ${schema ?? "none"}`,
    `Platform: ${platform.os} ${platform.arch}`,
  ].join("\n");
}
