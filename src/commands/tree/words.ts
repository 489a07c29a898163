/** What the declarations of commands share. */
import type { Command } from "commander";

/** Of commands that ask before something is lost. Without a terminal they do nothing unless it is given. */
export const YES = ["-y, --yes", "do not ask before something is lost; required where nobody can answer"] as const;
/** Of commands that can show what they would do. */
export const DRY_RUN = ["--dry-run", "show what would be done, and change nothing"] as const;

/** Of commands whose result is also for programs. */
export const JSON_OUTPUT = ["--json", "print the result as JSON"] as const;

/** Options given before the command name and after it. */
export function all(command: Command): { data?: string; envFile?: string } {
  return command.optsWithGlobals();
}

/** The last part of the help of a command. @param lines without the prompt */
export function examples(...lines: string[]): string {
  return `\nExamples:\n${lines.map((line) => `  $ ${line}`).join("\n")}`;
}
