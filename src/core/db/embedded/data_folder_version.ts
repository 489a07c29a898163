/** Which PostgreSQL and PostGIS a data folder was made by; other versions cannot read it. */
import { join } from "node:path";
import { z } from "zod";

const FILE = "panoramax_version.json";

/** Versions as PostgreSQL and PostGIS say them, like `18.3` and `3.6.2`. */
export const dataFolderVersion = z.object({ postgres: z.string(), postgis: z.string() });
/** What a data folder was made by. */
export type DataFolderVersion = z.infer<typeof dataFolderVersion>;

/** A data folder that this program cannot use. */
export class IncompatibleDataFolderError extends Error {
  override name = "IncompatibleDataFolderError";
}

/** Notes in a data folder what made it; only its owner can read that. */
export async function writeDataFolderVersion(dataFolder: string, version: DataFolderVersion): Promise<void> {
  await Deno.writeTextFile(join(dataFolder, FILE), JSON.stringify(version) + "\n", { mode: 0o600 });
}

/**
 * @throws IncompatibleDataFolderError when the folder does not say its version
 */
export async function readDataFolderVersion(dataFolder: string): Promise<DataFolderVersion> {
  try {
    return dataFolderVersion.parse(JSON.parse(await Deno.readTextFile(join(dataFolder, FILE))));
  } catch (cause) {
    throw new IncompatibleDataFolderError(
      `${dataFolder} is not a database of this program: ${FILE} is missing or not readable`,
      { cause },
    );
  }
}

/**
 * Files of one major version of PostgreSQL and of one PostGIS belong together.
 * @throws IncompatibleDataFolderError saying both versions and what to do
 */
export function checkDataFolderVersion(dataFolder: string, found: DataFolderVersion, needed: DataFolderVersion): void {
  if (major(found.postgres) === major(needed.postgres) && found.postgis === needed.postgis) return;
  throw new IncompatibleDataFolderError(
    `${dataFolder} was made by PostgreSQL ${found.postgres} with PostGIS ${found.postgis}, but this program has ` +
      `PostgreSQL ${needed.postgres} with PostGIS ${needed.postgis}. Dump it with the program that made it, ` +
      "and restore the dump into a new folder",
  );
}

function major(version: string): string | undefined {
  return version.split(".")[0];
}
