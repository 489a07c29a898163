/** `doctor`: compares the database and the files. */
import { examine, type Problem, PROBLEMS } from "../doctor/mod.ts";
import { openStores } from "../core/storage/mod.ts";
import { type ConfirmationOptions, confirmLoss } from "./confirmation.ts";
import { CommandError, type CommonOptions, withDatabase } from "./environment.ts";
import { Progress } from "./progress.ts";

export interface DoctorOptions extends CommonOptions, ConfirmationOptions {
  fix?: boolean;
  deleteOrphans?: boolean;
}

/** Lists what is wrong, then sums it up. Fails when something is left to do. */
export function runDoctor(options: DoctorOptions): Promise<void> {
  return withDatabase(options, async (sql, settings) => {
    const deletesOrphans = Boolean(options.deleteOrphans);
    if (deletesOrphans) {
      confirmLoss("Original files that the database does not know are deleted; they cannot be made again.", options);
    }
    const stores = await openStores(settings.storage);
    const counts = new Map<Problem, { found: number; fixed: number }>();
    {
      using progress = new Progress("pictures and files");
      const onStep = (count: number) => progress.advance(count);
      const examination = { sql, stores, fixes: Boolean(options.fix), deletesOrphans, onStep };
      for await (const { problem, subject, isFixed } of examine(examination)) {
        progress[Symbol.dispose]();
        console.log(`${problem}: ${subject}${isFixed ? " (fixed)" : ""}`);
        const { found, fixed } = counts.get(problem) ?? { found: 0, fixed: 0 };
        counts.set(problem, { found: found + 1, fixed: fixed + Number(isFixed) });
      }
    }
    if (counts.size === 0) return console.log("Nothing is wrong");
    for (const [problem, { found, fixed }] of counts) {
      console.log(`${found} ${PROBLEMS[problem]}${fixed > 0 ? `; ${fixed} fixed` : ""}`);
    }
    if ([...counts.values()].some(({ found, fixed }) => fixed < found)) {
      throw new CommandError(
        options.fix ? "Some problems could not be fixed" : "Run panoramax doctor --fix to fix what can be made again",
      );
    }
  });
}
