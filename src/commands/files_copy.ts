/** `files copy-to`: takes the files of an instance to another folder or bucket. */
import { copyFiles } from "../backup/mod.ts";
import { countOf } from "../core/plural.ts";
import { readSettings } from "../core/settings/mod.ts";
import { openStores } from "../core/storage/mod.ts";
import { type CommonOptions, prepareCommand } from "./environment.ts";
import { Output, type OutputOptions } from "./output.ts";
import { withProgress } from "./progress.ts";

/** Options of `files copy-to`. */
export interface FilesCopyOptions extends CommonOptions, OutputOptions {
  /** A folder or the address of a bucket, as in `FS_URL`. */
  url: string;
  /** False: leave out what can be made again. */
  derivates?: boolean;
  bySize?: boolean;
  dryRun?: boolean;
}

/** Copies and compares, and says what to change in the settings. */
export async function runFilesCopy(options: FilesCopyOptions): Promise<void> {
  const { url, derivates, bySize, dryRun, json, ...common } = options, output = new Output({ json });
  const settings = await prepareCommand(common, "stderr");
  const from = await openStores(settings.storage);
  const to = await openStores(readSettings({ PANORAMAX_DATA: settings.PANORAMAX_DATA, FS_URL: url }).storage);
  const how = { withoutDerivates: derivates === false, bySizeOnly: bySize, isRehearsal: dryRun };
  const { copied, bytes, present } = await withProgress(
    "files",
    (watched) => copyFiles({ from, to, ...how, ...watched }),
    "Interrupted. Run it again to resume",
  );
  const files = `${countOf(copied, "file")} (${bytes} bytes)`;
  output.give({ dry_run: Boolean(dryRun), copied, bytes, present });
  if (dryRun) return output.say(`Would copy ${files}; ${present} are there already`);
  output.say(`Copied ${files}, and read them again there: nothing differs. ${present} were there already`);
  output.say("The files stay where they were. Stop all servers, run this once more, then start them with");
  output.say("  FS_URL=the address that you gave");
  output.say("instead of the settings FS_… that they have now");
}
