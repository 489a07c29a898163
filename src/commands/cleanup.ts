/** `cleanup`: clears pictures from the database and the disk. */
import { cleanUp, type CleanupResult, countPictures, type Parts } from "../features/cleanup/mod.ts";
import { openStores } from "../core/storage/mod.ts";
import { type ConfirmationOptions, confirmLoss } from "./confirmation.ts";
import { type CommonOptions, withDatabase } from "./environment.ts";
import { Output, type OutputOptions } from "./output.ts";
import { Progress } from "./progress.ts";
import { readSequenceIds } from "./sequence_arguments.ts";
import { countOf } from "../core/plural.ts";

/** Options of `cleanup`; the flags choose what is deleted. */
export interface CleanupOptions extends CommonOptions, ConfirmationOptions, OutputOptions {
  sequences: string[];
  full?: boolean;
  database?: boolean;
  cache?: boolean;
  permanentPictures?: boolean;
  /** Only say what would be deleted. */
  dryRun?: boolean;
}

/** Clears the given sequences, or everything. Without a choice the originals stay. */
export function runCleanup(options: CleanupOptions): Promise<void> {
  const parts = chooseParts(options), output = new Output(options);
  return withDatabase(options, async (sql, settings) => {
    const sequenceIds = options.sequences.length > 0 ? await readSequenceIds(sql, options.sequences) : undefined;
    const stores = await openStores(settings.storage);
    const count = await countPictures(sql, { sequenceIds });
    const loses = parts.database || parts.originals;
    const loss = describe(parts, count, sequenceIds?.length);
    // Files of no picture go, too: such as the originals that an earlier cleanup has kept.
    const isAny = count > 0 || (parts.originals && !sequenceIds);
    if (isAny) output.say(options.dryRun ? loss.replace("This deletes", "This would delete") : loss);
    const deletes = { database: parts.database, derivates: parts.cache, originals: parts.originals };
    const facts = { dry_run: Boolean(options.dryRun), deletes };
    if (options.dryRun) {
      output.say("Nothing was changed");
      return output.give({ ...facts, pictures: count, sequences: parts.database ? sequenceIds?.length ?? null : 0 });
    }
    if (isAny && loses) await confirmLoss("Pictures are deleted.", options, { needsNoAnswer: true });
    let result: CleanupResult;
    {
      using progress = new Progress("pictures", count);
      result = await cleanUp({ sql, stores, parts, sequenceIds, onStep: (pictures) => progress.advance(pictures) });
    }
    if (parts.database) {
      output.say(
        `Deleted ${countOf(result.pictures, "picture")} and ${countOf(result.sequences, "sequence")} from the database`,
      );
    }
    if (parts.cache) output.say(`Deleted the derived files of ${countOf(result.pictures, "picture")}`);
    if (parts.originals) output.say(`Deleted the original files of ${countOf(result.pictures, "picture")}`);
    output.say("Cleanup done");
    output.give({ ...facts, pictures: result.pictures, sequences: result.sequences });
  });
}

/** What the options ask for: without any, the database and what can be made again. */
export function chooseParts({ full, database, cache, permanentPictures }: CleanupOptions): Parts {
  if (full) return { database: true, cache: true, originals: true };
  if (!database && !cache && !permanentPictures) return { database: true, cache: true, originals: false };
  return { database: Boolean(database), cache: Boolean(cache), originals: Boolean(permanentPictures) };
}

function describe(parts: Parts, pictures: number, sequences: number | undefined): string {
  const what = [
    parts.database ? "everything the database has about them" : undefined,
    parts.cache ? "their derived files" : undefined,
    parts.originals ? "THEIR ORIGINAL FILES" : undefined,
  ].filter((part) => part !== undefined).join(", ");
  const where = sequences === undefined ? "of the whole instance" : `of ${countOf(sequences, "sequence")}`;
  const others = sequences === undefined && parts.originals ? "; and files of no picture" : "";
  return `This deletes, of ${countOf(pictures, "picture")} ${where}: ${what}${others}.`;
}
