/** `man`: the manual page, made of the command tree. */
import type { Command } from "commander";
import { VERSION } from "../../core/version.ts";
import { listCommands, type ListedCommand, type ListedOption } from "./command_list.ts";

/** Prints the page. */
export function printManPage(program: Command): void {
  console.log(manPage(program));
}

/** The page in the language of man(7). */
export function manPage(program: Command): string {
  const [root, ...commands] = listCommands(program);
  if (!root) return "";
  return [
    `.TH PANORAMAX 1 "" "panoramax ${escape(VERSION)}" "User Commands"`,
    ".SH NAME",
    `panoramax \\- ${line(root.description)}`,
    ".SH SYNOPSIS",
    line(root.usage),
    ".SH DESCRIPTION",
    line(
      "Settings are read from the environment and from .env in the current folder. Commands work with and without a " +
        "running server. Results go to stdout, everything else to stderr.",
    ),
    ".SH OPTIONS",
    ...root.options.flatMap(option),
    ".SH COMMANDS",
    ...commands.filter(({ children }) => children.length === 0).flatMap(section),
    ".SH EXIT STATUS",
    ...entry("0", "It is done."),
    ...entry("1", "It failed."),
    ...entry("2", "It was used wrongly."),
  ].join("\n");
}

function section({ path, usage, description, options }: ListedCommand): string[] {
  return [
    `.SS "${escape(path.join(" "))}"`,
    `.B ${escape(usage)}`,
    ".PP",
    line(description),
    ...options.flatMap(option),
  ];
}

function option({ shown, description }: ListedOption): string[] {
  return entry(shown, description);
}

function entry(term: string, text: string): string[] {
  return [".TP", `.B ${escape(term)}`, line(text)];
}

/** A line of text: one that begins like a request of roff is none. */
function line(text: string): string {
  return escape(text).replace(/^[.']/, "\\&$&");
}

function escape(text: string): string {
  return text.replaceAll("\\", "\\e").replaceAll("-", "\\-").replaceAll('"', "\\(dq").replace(/\s+/g, " ");
}
