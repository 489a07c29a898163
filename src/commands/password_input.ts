/** Passwords for commands: asked on a terminal without showing them, else the first line of standard input. */
import { CommandError } from "./environment.ts";

const ENTER = /[\r\n]/;
const CTRL_C = "\u0003", CTRL_D = "\u0004", BACKSPACE = /[\b\u007f]/;

/**
 * A new password. On a terminal it is asked twice.
 * @throws CommandError when none is given, both differ, or the question is interrupted
 */
export async function readNewPassword(): Promise<string> {
  if (!Deno.stdin.isTerminal()) return await readFirstLine();
  const password = await ask("Password: ");
  if (password !== await ask("Password again: ")) throw new CommandError("The two passwords differ");
  return password;
}

async function readFirstLine(): Promise<string> {
  const [line] = (await new Response(Deno.stdin.readable).text()).split(/\r?\n/, 1);
  if (!line) throw new CommandError("No password on standard input");
  return line;
}

/** Questions go to stderr, so that they are seen when the output is kept. */
async function ask(question: string): Promise<string> {
  const encoder = new TextEncoder();
  // Before the question: what is typed immediately would be shown.
  Deno.stdin.setRaw(true);
  try {
    await Deno.stderr.write(encoder.encode(question));
    return await readHiddenLine();
  } finally {
    Deno.stdin.setRaw(false);
    await Deno.stderr.write(encoder.encode("\n"));
  }
}

async function readHiddenLine(): Promise<string> {
  const decoder = new TextDecoder();
  const buffer = new Uint8Array(256);
  const typed: string[] = [];
  for (;;) {
    const size = await Deno.stdin.read(buffer);
    if (size === null) throw new CommandError("No password given");
    for (const character of decoder.decode(buffer.subarray(0, size), { stream: true })) {
      if (ENTER.test(character)) return typed.join("");
      if (character === CTRL_C || character === CTRL_D) throw new CommandError("Interrupted");
      if (BACKSPACE.test(character)) typed.pop();
      else typed.push(character);
    }
  }
}
