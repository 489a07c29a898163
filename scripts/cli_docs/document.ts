/** The command line as a page of the documentation. */
import type { Command } from "commander";

const WIDTH = 100;

const INTRODUCTION = `# Command line

This page is made of the help of the commands, by \`scripts/write_cli_docs.ts\`.

Commands read the same settings as the server ([settings.md](settings.md)): from the environment, and from \`.env\` in the
current folder. They work with and without a running server, on either database, and do long work in small steps that
keep nobody waiting. On a terminal they show how far they are and ask before something is lost, unless \`--yes\` is given;
elsewhere they write plain lines and do not ask. Results go to stdout, everything else to stderr. The exit code is 0
when it is done, 1 when it failed, 2 for a wrong use.

With \`--json\`, a command prints its result as one JSON object and nothing else; lists print one object a line. Names in
it do not change from version to version, but new ones come. Sizes are in bytes, times in UTC. What fails says so on
stderr and by its exit code.
`;

/** All commands with their help, in the order in which they are declared. */
export function cliDocument(program: Command): string {
  const commands = leaves(program);
  return [
    INTRODUCTION,
    section("panoramax", program),
    ...commands.map((command) => section(fullName(command), command)),
  ].join("\n");
}

/** Commands that do something, not those that only group others. */
function leaves(command: Command): Command[] {
  return command.commands.flatMap((child) => child.commands.length > 0 ? leaves(child) : [child]);
}

function fullName(command: Command): string {
  return command.parent ? `${fullName(command.parent)} ${command.name()}` : command.name();
}

function section(name: string, command: Command): string {
  command.configureHelp({ helpWidth: WIDTH });
  let help = "";
  command.configureOutput({ writeOut: (text) => help += text });
  command.outputHelp();
  return `## ${name}\n\n\`\`\`text\n${help.trimEnd()}\n\`\`\`\n`;
}
