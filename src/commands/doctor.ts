/** `doctor`: compares the database and the files. */
import { examine, type Finding, type Problem, PROBLEMS } from "../doctor/mod.ts";
import { doubtAbout, readClock } from "../core/steady_clock.ts";
import { openStores } from "../core/storage/mod.ts";
import { type ConfirmationOptions, confirmLoss } from "./confirmation.ts";
import { CommandError, type CommonOptions, withDatabase } from "./environment.ts";
import { type Facts, Output, type OutputOptions } from "./output.ts";
import { Progress } from "./progress.ts";

const REPAIRS = { done: "fixed", queued: "queued" } as const;

/** Options of `doctor`. */
export interface DoctorOptions extends CommonOptions, ConfirmationOptions, OutputOptions {
  fix?: boolean;
  deleteOrphans?: boolean;
  /** Only list the problems, also with `--fix` and `--delete-orphans`. */
  dryRun?: boolean;
}

/** Lists the problems, then sums them up. Fails if any are left. */
export function runDoctor(options: DoctorOptions): Promise<void> {
  const output = new Output(options);
  return withDatabase(options, async (sql, settings) => {
    const deletesOrphans = Boolean(options.deleteOrphans && !options.dryRun);
    if (deletesOrphans) {
      await confirmLoss(
        "Original files that the database does not know are deleted; they cannot be made again.",
        options,
      );
    }
    const stores = await openStores(settings.storage);
    const needsThumbnails = settings.API_DERIVATES_PICTURES_PUBLIC_URL !== undefined;
    const counts = new Map<Problem, { found: number; done: number; queued: number }>();
    const findings: Facts[] = [];
    {
      using progress = new Progress("pictures and files");
      const onStep = (count: number) => progress.advance(count);
      const examination = {
        sql,
        stores,
        settings,
        fixes: Boolean(options.fix && !options.dryRun),
        needsThumbnails,
        deletesOrphans,
        onStep,
      };
      for await (const finding of examine(examination)) {
        const { problem, subject, repair } = finding;
        progress[Symbol.dispose]();
        if (options.json) findings.push(factsOf(finding));
        output.say(`${problem}: ${subject}${repair ? ` (${REPAIRS[repair]})` : ""}`);
        const count = counts.get(problem) ?? { found: 0, done: 0, queued: 0 };
        count.found++;
        if (repair) count[repair]++;
        counts.set(problem, count);
      }
    }
    const clock = await readClock(sql);
    const doubt = clock.is_watched && !clock.is_confirmed ? doubtAbout(clock) : null;
    if (doubt !== null) output.say(`Nothing is deleted by age for now: ${doubt}`);
    output.give({ findings, clock_doubt: doubt });
    if (counts.size === 0) return output.say("Nothing is wrong");
    let isQueued = false, isLeft = false;
    for (const [problem, { found, done, queued }] of counts) {
      output.say(
        `${found} ${PROBLEMS[problem]}${done > 0 ? `; ${done} fixed` : ""}${queued > 0 ? `; ${queued} queued` : ""}`,
      );
      isQueued ||= queued > 0;
      isLeft ||= done + queued < found;
    }
    if (isQueued) output.say("What is queued is done by a running server or picture-worker");
    if (isLeft) {
      throw new CommandError(recommend([...counts.keys()], options));
    }
  });
}

/** A finding as programs get it. */
function factsOf({ problem, subject, repair }: Finding): Facts {
  return { problem, subject, repair: repair ? REPAIRS[repair] : null };
}

/** What no option of this command brings back. */
const LOST: readonly Problem[] = ["missing original", "damaged original", "missing image", "damaged image"];

/** What to do about what is left. */
function recommend(problems: Problem[], { fix, deleteOrphans, dryRun }: DoctorOptions): string {
  const left: string[] = [];
  const canBeMade = problems.some((problem) => !LOST.includes(problem) && problem !== "orphan original");
  if (canBeMade && (!fix || dryRun)) left.push("run panoramax doctor --fix to fix what can be made again");
  if (problems.includes("orphan original") && (!deleteOrphans || dryRun)) {
    left.push("run panoramax doctor --delete-orphans to delete original files that are not in the database");
  }
  if (problems.some((problem) => LOST.includes(problem))) left.push("restore lost originals from a backup");
  const advice = left.join("; ") || "some problems could not be fixed";
  return advice.charAt(0).toUpperCase() + advice.slice(1);
}
