/** What the scripts of all shells are made of. */
import type { ListedCommand } from "./command_list.ts";

/** A text that a POSIX shell takes as it is. */
export function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

/** A command as scripts remember it: its names, each after a space. */
export function key({ path }: ListedCommand): string {
  return path.map((name) => ` ${name}`).join("");
}

/** Lines of a `case` by which a script for bash or zsh follows the words before the cursor: to a command, or over a value. */
export function steps(commands: ListedCommand[]): { commands: string[]; values: string[] } {
  return {
    commands: commands.filter(({ path }) => path.length > 0).map((command) => quote(key(command))),
    values: commands.flatMap((command) =>
      command.options.filter(({ takesValue }) => takesValue).flatMap(({ flags }) =>
        flags.map((flag) => quote(`${key(command)} ${flag}`))
      )
    ),
  };
}
