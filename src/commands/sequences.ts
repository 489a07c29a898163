/** `sequences reorder` and `set-sequences-heading`: commands that work on many sequences at once. */
import { reorderSequence, updateHeadings } from "../features/sequences/mod.ts";
import { type ConfirmationOptions, confirmLoss } from "./confirmation.ts";
import { CommandError, type CommonOptions, withDatabase } from "./environment.ts";
import { Output, type OutputOptions } from "./output.ts";
import { Progress } from "./progress.ts";
import { selectSequences } from "./sequence_arguments.ts";
import { countOf } from "../core/plural.ts";

/** Sorts the given sequences, or all, by capture time. Running it again changes nothing. */
export function reorderSequences(options: CommonOptions & OutputOptions & { sequences: string[] }): Promise<void> {
  const output = new Output(options);
  return withDatabase(options, async (sql) => {
    const { count, ids } = await selectSequences(sql, options.sequences);
    output.say(options.sequences.length > 0 ? `Reordering ${countOf(count, "sequence")}` : "Reordering all sequences");
    let changed = 0;
    {
      using progress = new Progress("sequences", count);
      for await (const id of ids) {
        if (await reorderSequence(sql, id)) changed++;
        progress.advance();
      }
    }
    output.say(
      `${options.sequences.length > 0 ? "Sequences" : "All sequences"} reordered, ${changed} had another order`,
    );
    output.give({ sequences: count, reordered: changed });
  });
}

/** Options of `sequences heading`. */
export interface HeadingOptions extends CommonOptions, ConfirmationOptions, OutputOptions {
  sequences: string[];
  /** Degrees from the direction of movement. */
  value: string;
  /** Replace what cameras wrote, too. */
  overwrite?: boolean;
  /** Only say how many sequences it is about. */
  dryRun?: boolean;
}

const LARGEST_ROTATION = 360;

/** Computes headings from the movement, in the given sequences or in all. */
export function setSequencesHeading(options: HeadingOptions): Promise<void> {
  const relative = readDegrees(options.value);
  const onlyMissing = !options.overwrite, output = new Output(options);
  return withDatabase(options, async (sql) => {
    const { count, ids } = await selectSequences(sql, options.sequences);
    if (options.dryRun) {
      const which = onlyMissing ? "missing headings" : "all headings, also those that cameras wrote,";
      output.say(`Would compute ${which} in ${countOf(count, "sequence")}\nNothing was changed`);
      return output.give({ dry_run: true, sequences: count, only_missing: onlyMissing });
    }
    if (!onlyMissing) {
      await confirmLoss(`Headings that cameras wrote are lost in ${countOf(count, "sequence")}.`, options);
    }
    if (options.sequences.length === 0) output.say("Updating all sequences");
    let done = 0;
    {
      using progress = new Progress("sequences", count);
      for await (const id of ids) {
        await sql.begin((tx) => updateHeadings(tx, id, { relative, onlyMissing }));
        done++;
        progress.advance();
      }
    }
    output.say(`Done processing ${countOf(done, "sequence")}`);
    output.give({ dry_run: false, sequences: done, only_missing: onlyMissing });
  });
}

function readDegrees(text: string): number {
  const degrees = Number(text);
  if (Number.isInteger(degrees) && Math.abs(degrees) <= LARGEST_ROTATION && text.trim() !== "") return degrees;
  throw new CommandError(`--value should be a whole number of degrees from -360 to 360, got '${text}'`);
}
