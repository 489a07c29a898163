/**
 * Makes what the embedded database starts from, in `build/embedded`: a PostGIS bundle of only what is used, and a data
 * folder with the extensions in it, so that a first start unpacks instead of running initdb. Does nothing when they are
 * already there, made from the same versions.
 */
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { packFolder, unpackArchive } from "../src/core/db/embedded/archive.ts";
import {
  currentRecipe,
  DATA_FOLDER_ARCHIVE,
  POSTGIS_BUNDLE,
  readManifest,
  writeManifest,
} from "../src/core/db/embedded/assets.ts";
import { Backend } from "../src/core/db/embedded/backend.ts";
import { type DataFolderVersion, writeDataFolderVersion } from "../src/core/db/embedded/data_folder_version.ts";
import { waitForExclusiveLock } from "../src/core/db/embedded/exclusive_lock.ts";
import { onlyRow } from "../src/core/db/rows.ts";
import { pruneExports } from "./embedded_assets/prune_exports.ts";
import { pruneProjDatabase } from "./embedded_assets/prune_proj.ts";

// By itself: compiling copies only this script and its folder.
const PROJECT = fileURLToPath(new URL("..", import.meta.url));
const target = join(PROJECT, "build/embedded");

await Deno.mkdir(join(PROJECT, "build"), { recursive: true });
const lock = await waitForExclusiveLock(`${target}.lock`);
try {
  const recipe = await currentRecipe(PROJECT);
  const made = await readManifest(target);
  if (JSON.stringify(made?.recipe) === JSON.stringify(recipe)) {
    report(`${target} is up to date`);
  } else {
    const stage = `${target}.new`;
    await removeIfPresent(stage);
    await Deno.mkdir(stage);
    const postgis = join(stage, "postgis"), bundle = join(stage, POSTGIS_BUNDLE);
    await unpackPostgis(postgis);
    await packFolder(postgis, bundle);
    const version = await makeDataFolder(stage);
    await removeExtensionScripts(postgis);
    await packFolder(postgis, bundle);
    await Deno.remove(postgis, { recursive: true });
    await writeManifest(stage, recipe, version);
    await removeIfPresent(target);
    await Deno.rename(stage, target);
    report(`Made ${target}`);
  }
} finally {
  lock.release();
}

/** When a program imports this to make the assets at its first start, standard output belongs to that program. */
function report(text: string): void {
  if (import.meta.main) console.log(text);
}

/** Unpacks geometry and geography with the PROJ database; not raster, topology, geocoder and upgrade scripts. */
async function unpackPostgis(content: string): Promise<void> {
  const complete = fileURLToPath(new URL("postgis.tar.gz", import.meta.resolve("@electric-sql/pglite-postgis")));
  const used =
    /^(lib\/postgresql\/postgis-3\.so|share\/proj\/proj\.(db|ini)|share\/postgresql\/extension\/postgis(--[\d.]+\.sql|\.control))$/;
  await unpackArchive(complete, content, (path) => used.test(path));
  const library = join(content, "lib/postgresql/postgis-3.so");
  await Deno.writeFile(library, pruneExports(await Deno.readFile(library)));
  const proj = join(content, "share/proj/proj.db"), whole = `${proj}.complete`;
  await Deno.rename(proj, whole);
  pruneProjDatabase(whole, proj);
  await Deno.remove(whole);
}

/** Removes what makes the extension: data folders have it. */
async function removeExtensionScripts(content: string): Promise<void> {
  const folder = join(content, "share/postgresql/extension");
  for await (const { name } of Deno.readDir(folder)) {
    if (name.endsWith(".sql")) await Deno.remove(join(folder, name));
  }
}

async function makeDataFolder(stage: string): Promise<DataFolderVersion> {
  const dataFolder = join(stage, "data_folder");
  const backend = await Backend.start({ dataFolder, postgisBundle: join(stage, POSTGIS_BUNDLE) });
  await backend.query(`CREATE EXTENSION postgis; CREATE EXTENSION "uuid-ossp"; CREATE EXTENSION pg_trgm`);
  // Templates are not needed, and nobody would vacuum them: the oldest database decides when transaction ids run out.
  for (const template of ["template0", "template1"]) {
    await backend.query(`ALTER DATABASE ${template} IS_TEMPLATE false`);
    await backend.query(`DROP DATABASE ${template}`);
  }
  await backend.query("VACUUM (FREEZE, ANALYZE)");
  const { postgres, postgis } = onlyRow(
    await backend.query("SELECT current_setting('server_version') AS postgres, postgis_lib_version() AS postgis"),
  );
  await backend.stop();
  const version = { postgres: String(postgres), postgis: String(postgis) };
  await writeDataFolderVersion(dataFolder, version);
  await packFolder(dataFolder, join(stage, DATA_FOLDER_ARCHIVE));
  await Deno.remove(dataFolder, { recursive: true });
  return version;
}

async function removeIfPresent(path: string): Promise<void> {
  try {
    await Deno.remove(path, { recursive: true });
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
}
