/** `backup` and `restore`: the whole instance in one file, and back. */
import { createBackup, restoreBackup, type VerifiedBackup } from "../backup/mod.ts";
import { openStores } from "../core/storage/mod.ts";
import { CommandError, type CommonOptions, withDatabase } from "./environment.ts";
import { type Facts, Output, type OutputOptions } from "./output.ts";
import { type Watched, withProgress } from "./progress.ts";
import { countOf } from "../core/plural.ts";

/** Options of `backup`. */
export interface BackupOptions extends CommonOptions, OutputOptions {
  /** The archive. */
  file: string;
}

/** Makes and verifies a backup, next to a running server or without one. */
export function backup(options: BackupOptions): Promise<void> {
  const { file: path } = options, output = new Output(options);
  return withDatabase(options, async (sql, settings) => {
    const stores = await openStores(settings.storage);
    const work = (watched: Watched) => createBackup({ sql, stores, settings, path, ...watched });
    const made = await withProgress("pictures", work).catch((error) => {
      if (error instanceof Deno.errors.AlreadyExists) throw new CommandError(`${path} already exists`);
      if (error instanceof Deno.errors.NotFound) throw new CommandError(`Cannot write ${path}: no such folder`);
      throw error;
    });
    const { size } = await Deno.stat(path);
    const { missing } = made.end;
    output.say(`Saved and verified the database and ${describe(made)} in ${path} (${size} bytes)`);
    if (missing > 0) output.say(`${countOf(missing, "file")} not found: deleted meanwhile, or see panoramax doctor`);
    output.give(factsOf(made, path, size));
  });
}

/** Options of `restore`. */
export interface RestoreOptions extends BackupOptions {
  /** Leave files that are not in the backup where they are. */
  keepOtherFiles?: boolean;
}

/** Restores into an empty database. */
export function restore(options: RestoreOptions): Promise<void> {
  const { file: path } = options, output = new Output(options);
  return withDatabase(options, async (sql, settings) => {
    const stores = await openStores(settings.storage);
    const restoration = { sql, stores, settings, path, mayKeepOthers: options.keepOtherFiles };
    let hasOtherKey = false;
    const onOtherKey = () => hasOtherKey = true;
    const work = (watched: Watched) => restoreBackup({ ...restoration, onOtherKey, ...watched });
    const restored = await withProgress("pictures", work).catch((error) => {
      if (error instanceof Deno.errors.NotFound) throw new CommandError(`${path} does not exist`);
      throw error;
    });
    output.say(`Restored the database of ${restored.manifest.created_at} and ${describe(restored)}`);
    if (hasOtherKey) {
      output.say(
        "The secret key here is not that of the backup: tokens, API keys and second factors from the backup do not work. " +
          `To use its key, put the content of secret_key in ${path} into ${
            settings.DB_URL || settings.FLASK_SECRET_KEY ? "FLASK_SECRET_KEY" : `${settings.PANORAMAX_DATA}/secret_key`
          }`,
      );
    }
    output.give(factsOf(restored, path, (await Deno.stat(path)).size));
  }, { checksSchema: false });
}

function describe({ end: { pictures, media } }: VerifiedBackup): string {
  return `${countOf(pictures, "picture")}${media > 0 ? ` and ${countOf(media, "file")} of cameras` : ""}`;
}

function factsOf({ manifest, end }: VerifiedBackup, file: string, size: number): Facts {
  const rows = Object.fromEntries(manifest.tables.map(({ name, rows }) => [name, rows]));
  const { version, created_at } = manifest;
  return { file, bytes: size, version, created_at, ...end, rows };
}
