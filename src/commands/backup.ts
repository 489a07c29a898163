/** `backup` and `restore`: the whole instance in one file, and back. */
import { createBackup, restoreBackup } from "../backup/mod.ts";
import { openStores } from "../core/storage/mod.ts";
import { CommandError, type CommonOptions, withDatabase } from "./environment.ts";
import { Progress } from "./progress.ts";

export interface BackupOptions extends CommonOptions {
  /** The archive. */
  file: string;
}

/** Backs up, beside a running server or without one. */
export function backup(options: BackupOptions): Promise<void> {
  return withDatabase(options, async (sql, settings) => {
    const stores = await openStores(settings.storage);
    using progress = new Progress("pictures");
    const onStep = () => progress.advance();
    const { pictures, media, missing } = await createBackup({ sql, stores, settings, path: options.file, onStep })
      .catch(
        (error) => {
          if (error instanceof Deno.errors.AlreadyExists) throw new CommandError(`${options.file} is there already`);
          throw error;
        },
      );
    const { size } = await Deno.stat(options.file);
    progress[Symbol.dispose]();
    console.log(`Saved the database and ${describe({ pictures, media })} in ${options.file} (${size} bytes)`);
    if (missing > 0) console.log(`${missing} files were not there: deleted meanwhile, or see panoramax doctor`);
  });
}

/** Restores into an empty database. */
export function restore(options: BackupOptions): Promise<void> {
  return withDatabase(options, async (sql, settings) => {
    const stores = await openStores(settings.storage);
    using progress = new Progress("pictures");
    const onStep = () => progress.advance();
    const { manifest, end } = await restoreBackup({ sql, stores, settings, path: options.file, onStep }).catch(
      (error) => {
        if (error instanceof Deno.errors.NotFound) throw new CommandError(`There is no file ${options.file}`);
        throw error;
      },
    );
    progress[Symbol.dispose]();
    console.log(`Restored the database of ${manifest.created_at} and ${describe(end)}`);
  }, { checksSchema: false });
}

function describe({ pictures, media }: { pictures: number; media: number }): string {
  return `${pictures} pictures${media > 0 ? ` and ${media} files of cameras` : ""}`;
}
