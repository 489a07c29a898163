/**
 * What the embedded database starts from: the PostGIS bundle and a data folder that is ready to use. They are made by
 * `scripts/build_embedded_assets.ts`; a compiled program carries them, a source checkout makes them when they are needed.
 */
import { fileURLToPath, pathToFileURL } from "node:url";
import { join } from "node:path";
import { z } from "zod";
import { hexOf } from "../../hex.ts";
import { logger } from "../../log.ts";
import { messageOf } from "../../thrown.ts";
import { type DataFolderVersion, dataFolderVersion } from "./data_folder_version.ts";

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
const PROJECT = fileURLToPath(new URL("../../../../", import.meta.url));
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

/** What the embedded database of this program is; undefined while a source checkout has not made it. */
export async function embeddedVersion(): Promise<DataFolderVersion | undefined> {
  return (await readManifest(FOLDER))?.version;
}

async function areCurrent(): Promise<boolean> {
  const manifest = await readManifest(FOLDER);
  return JSON.stringify(manifest?.recipe) === JSON.stringify(await currentRecipe(PROJECT));
}

/** In this process, which may start no other. The module is not part of a compiled program, and runs once. */
async function build(): Promise<void> {
  logger("database").info("Preparing the embedded database (once)…");
  try {
    await import(pathToFileURL(SCRIPT).href);
  } catch (cause) {
    throw new Error(`The embedded database could not be prepared: ${messageOf(cause)}`, {
      cause,
    });
  }
}

/** The names of the asset files. */
export const POSTGIS_BUNDLE = "postgis.tar.gz";
/** File name of the archive from which new data folders are unpacked. */
export const DATA_FOLDER_ARCHIVE = "data_folder.tar.gz";
const MANIFEST = "manifest.json";

const recipe = z.object({
  /** Counts the changes of how assets are made. */
  revision: z.int(),
  /** Versions of the packages they are made from. */
  pglite: z.string(),
  pglitePostgis: z.string(),
});

const manifest = z.object({
  recipe,
  version: dataFolderVersion,
  /** SHA-256 of each file, as hexadecimal text. */
  sha256: z.object({ [POSTGIS_BUNDLE]: z.string(), [DATA_FOLDER_ARCHIVE]: z.string() }),
});

/** What assets are made from; assets made from anything else are stale. */
export type AssetRecipe = z.infer<typeof recipe>;
/** What a set of assets was made from, and what it must consist of. */
export type AssetManifest = z.infer<typeof manifest>;

/** To be raised when assets are to be made again though no package changed. */
const RECIPE_REVISION = 3;

/**
 * The recipe of a source checkout.
 * @param project the folder with `deno.json`, which pins the packages
 */
export async function currentRecipe(project: string): Promise<AssetRecipe> {
  const { imports } = JSON.parse(await Deno.readTextFile(join(project, "deno.json")));
  const version = (name: string) => String(imports[name]).replace(/^.*@/, "");
  return {
    revision: RECIPE_REVISION,
    pglite: version("@electric-sql/pglite"),
    pglitePostgis: version("@electric-sql/pglite-postgis"),
  };
}

/** Reads the manifest of assets; undefined when there is none that can be read. */
export async function readManifest(folder: string): Promise<AssetManifest | undefined> {
  try {
    return manifest.parse(JSON.parse(await Deno.readTextFile(join(folder, MANIFEST))));
  } catch (error) {
    if (error instanceof Deno.errors.NotFound || error instanceof SyntaxError || error instanceof z.ZodError) {
      return undefined;
    }
    throw error;
  }
}

/** Writes the manifest of the asset files that are in a folder. */
export async function writeManifest(folder: string, recipe: AssetRecipe, version: DataFolderVersion): Promise<void> {
  const content: AssetManifest = {
    recipe,
    version,
    sha256: {
      [POSTGIS_BUNDLE]: await sha256(join(folder, POSTGIS_BUNDLE)),
      [DATA_FOLDER_ARCHIVE]: await sha256(join(folder, DATA_FOLDER_ARCHIVE)),
    },
  };
  await Deno.writeTextFile(join(folder, MANIFEST), JSON.stringify(content, null, 2) + "\n");
}

/** SHA-256 of a file that fits in memory, as hexadecimal text. */
export async function sha256(path: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", await Deno.readFile(path));
  return hexOf(new Uint8Array(digest));
}
