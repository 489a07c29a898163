/** The command tree as flat data, of which completion scripts and the manual page are made. */
import type { Command, Option } from "commander";

/** An option as people type it. */
export interface ListedOption {
  /** All spellings, such as `-y` and `--yes`. */
  flags: string[];
  /** As help shows it, such as `--port <number>`. */
  shown: string;
  takesValue: boolean;
  description: string;
}

/** A command, or a group of them. */
export interface ListedCommand {
  /** Names below the program, such as `["db", "upgrade"]`; none for the program itself. */
  path: string[];
  /** As help shows its use. */
  usage: string;
  description: string;
  options: ListedOption[];
  /** What is below it. */
  children: { name: string; description: string }[];
}

/** The program, then every command in the order of the tree. */
export function listCommands(program: Command): ListedCommand[] {
  return below(program, []);
}

function below(command: Command, path: string[]): ListedCommand[] {
  const help = command.createHelp();
  const listed: ListedCommand = {
    path,
    usage: help.commandUsage(command),
    description: help.commandDescription(command),
    options: help.visibleOptions(command).map(listOption),
    children: command.commands.map((child) => ({ name: child.name(), description: child.description() })),
  };
  return [listed, ...command.commands.flatMap((child) => below(child, [...path, child.name()]))];
}

function listOption(option: Option): ListedOption {
  const flags = [option.short, option.long].filter((flag) => flag !== undefined && flag !== null);
  return {
    flags,
    shown: option.flags,
    takesValue: option.required || option.optional,
    description: option.description,
  };
}
