/** Command lines of scripts. */
import { parseArgs, type ParseArgsOptionsConfig } from "node:util";
import { messageOf } from "../src/core/thrown.ts";

/** The options that a script takes, with their values. */
type Values<T extends ParseArgsOptionsConfig> = ReturnType<typeof parseArgs<{ args: string[]; options: T }>>["values"];

/**
 * Reads the command line of a script. `--help` prints what the script says of itself in its first comment; so does an option
 * that it does not know, which ends it with 2.
 * @param script its `import.meta.url`
 */
export function readArguments<const T extends ParseArgsOptionsConfig>(script: string, options: T): Values<T> {
  try {
    const given: object = parseArgs({ args: Deno.args, options: { ...options, help: { type: "boolean" } } }).values;
    if ("help" in given) {
      console.log(helpOf(script));
      Deno.exit(0);
    }
    return parseArgs({ args: Deno.args, options }).values;
  } catch (error) {
    console.error(`${messageOf(error)}\n\n${helpOf(script)}`);
    Deno.exit(2);
  }
}

/** The text of the first comment of a file. */
function helpOf(script: string): string {
  const [, comment = ""] = /\/\*\*(.*?)\*\//s.exec(Deno.readTextFileSync(new URL(script))) ?? [];
  return comment.replaceAll(/^\s*\* ?/gm, "").trim();
}
