/** `completion`: scripts by which shells complete commands and options. Made of the command tree, they never ask the program. */
import type { Command } from "commander";
import { CommandError } from "../command_error.ts";
import { bashCompletion } from "./bash.ts";
import { listCommands, type ListedCommand } from "./command_list.ts";
import { fishCompletion } from "./fish.ts";
import { zshCompletion } from "./zsh.ts";

const SHELLS: Record<string, (commands: ListedCommand[]) => string> = {
  bash: bashCompletion,
  zsh: zshCompletion,
  fish: fishCompletion,
};

/**
 * Prints the script for a shell.
 * @throws CommandError when there is none for it
 */
export function printCompletion(program: Command, shell: string): void {
  const write = Object.hasOwn(SHELLS, shell) ? SHELLS[shell] : undefined;
  if (!write) throw new CommandError(`There is completion for ${Object.keys(SHELLS).join(", ")}, not for '${shell}'`);
  console.log(write(listCommands(program)));
}
