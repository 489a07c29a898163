/**
 * What the embedded database starts from: the PostGIS bundle and a data folder that is ready to use. They are made by
 * `scripts/build_embedded_assets.ts`; a compiled program carries them, a source checkout makes them when they are needed.
 */
import { join, resolve } from "node:path";
import { logger } from "../../log.ts";
import { currentRecipe, DATA_FOLDER_ARCHIVE, POSTGIS_BUNDLE, readManifest } from "./asset_manifest.ts";
import type { DataFolderVersion } from "./data_folder_version.ts";

/** Paths of the asset files. */
export interface Assets {
  postgisBundle: string;
  dataFolderArchive: string;
  /** SHA-256 of `dataFolderArchive`, as hexadecimal text. */
  dataFolderSha256: string;
  /** What the data folder was made by. */
  version: DataFolderVersion;
}

/** The root of the project; inside a compiled program, of the files it carries. */
const PROJECT = resolve(import.meta.dirname!, "../../../..");
const FOLDER = join(PROJECT, "build/embedded");
const SCRIPT = join(PROJECT, "scripts/build_embedded_assets.ts");

/**
 * Finds the assets, and makes them first in a source checkout where they are missing or stale.
 * @throws Error when they cannot be made, or are missing in a compiled program
 */
export async function findAssets(): Promise<Assets> {
  if (!Deno.build.standalone && !await areCurrent()) await build();
  const manifest = await readManifest(FOLDER);
  if (!manifest) {
    throw new Error("The embedded database is not part of this program; set DB_URL, or get a complete one");
  }
  return {
    postgisBundle: join(FOLDER, POSTGIS_BUNDLE),
    dataFolderArchive: join(FOLDER, DATA_FOLDER_ARCHIVE),
    dataFolderSha256: manifest.sha256[DATA_FOLDER_ARCHIVE],
    version: manifest.version,
  };
}

async function areCurrent(): Promise<boolean> {
  const manifest = await readManifest(FOLDER);
  return JSON.stringify(manifest?.recipe) === JSON.stringify(await currentRecipe(PROJECT));
}

async function build(): Promise<void> {
  logger("database").info("Preparing the embedded database (once)…");
  const { success, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "--allow-all", "--no-check", SCRIPT],
    cwd: PROJECT,
    stdin: "null",
    stdout: "null",
    stderr: "piped",
  }).output();
  if (!success) throw new Error(`The embedded database could not be prepared: ${new TextDecoder().decode(stderr)}`);
}
