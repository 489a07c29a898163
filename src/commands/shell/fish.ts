/** Completion for fish. */
import type { ListedCommand, ListedOption } from "./command_list.ts";

/** The script; values and arguments are completed as names of files. */
export function fishCompletion(commands: ListedCommand[]): string {
  return [
    "# fish completion for panoramax: panoramax completion fish > ~/.config/fish/completions/panoramax.fish",
    ...commands.flatMap((command) => [...children(command), ...command.options.map((option) => line(command, option))]),
  ].join("\n");
}

function children({ path, children }: ListedCommand): string[] {
  if (children.length === 0) return [];
  const names = children.map(({ name }) => name).join(" ");
  const here = path.length === 0
    ? "__fish_use_subcommand"
    : `${seen(path)}; and not __fish_seen_subcommand_from ${names}`;
  return children.map(({ name, description }) =>
    `complete -c panoramax -f -n ${quoteFish(here)} -a ${quoteFish(name)} -d ${quoteFish(description)}`
  );
}

function line({ path }: ListedCommand, { flags, takesValue, description }: ListedOption): string {
  const where = path.length === 0 ? [] : ["-n", quoteFish(seen(path))];
  const names = flags.flatMap((flag) => flag.startsWith("--") ? ["-l", flag.slice(2)] : ["-s", flag.slice(1)]);
  return ["complete -c panoramax", ...where, ...names, ...(takesValue ? ["-r"] : []), "-d", quoteFish(description)]
    .join(" ");
}

function seen(path: string[]): string {
  return path.map((name) => `__fish_seen_subcommand_from ${name}`).join("; and ");
}

/** In single quotes, fish knows two escapes. */
function quoteFish(text: string): string {
  return `'${text.replace(/[\\']/g, "\\$&")}'`;
}
