/** The manifest of the assets: which versions they were made from, and what they should contain. */
import { join } from "node:path";
import { z } from "zod";
import { type DataFolderVersion, dataFolderVersion } from "./data_folder_version.ts";

/** The names of the asset files. */
export const POSTGIS_BUNDLE = "postgis.tar.gz";
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
export type AssetManifest = z.infer<typeof manifest>;

/** To be raised when assets are to be made again though no package changed. */
const RECIPE_REVISION = 2;

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
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
