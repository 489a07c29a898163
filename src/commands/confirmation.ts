/** Asks before something is lost. */
import { CommandError } from "./environment.ts";

/** Option of every command that asks. */
export interface ConfirmationOptions {
  /** Do not ask. */
  yes?: boolean;
}

/** What was answered; undefined when the input is empty, as that of scripts and services. */
type Answer = string | undefined;

/** Milliseconds to wait for the answer of another program: many keep the input of what they start open and never write to it. */
const PATIENCE = 10_000;
/** Longer than any answer. */
const MOST_BYTES = 64;

/**
 * Asks whether to continue, on a terminal or through a pipe. Without either, only `--yes` counts as consent.
 * @param loss what is about to happen, as a sentence
 * @param rules `needsNoAnswer`: where there is no input, as in scripts, the command itself is the consent
 * @throws CommandError when the answer is not yes
 */
export async function confirmLoss(
  loss: string,
  { yes }: ConfirmationOptions,
  { needsNoAnswer = false } = {},
): Promise<void> {
  if (yes) return;
  const answer = await ask(loss);
  if (answer === undefined && needsNoAnswer) return;
  if (answer === undefined) throw new CommandError(`${loss} There is no terminal to ask on: add --yes to confirm`);
  if (!/^y(es)?$/i.test(answer.trim())) throw new CommandError("Cancelled, nothing was changed");
}

async function ask(loss: string): Promise<Answer> {
  if (!Deno.stdin.isTerminal()) return await Promise.race([readLine(), nobody()]);
  if (!Deno.stderr.isTerminal()) return "";
  Deno.stderr.writeSync(new TextEncoder().encode(`${loss}\nContinue? [y/N] `));
  return await readLine() ?? "";
}

/** The first line of the input; undefined when it has none. */
async function readLine(): Promise<Answer> {
  const buffer = new Uint8Array(MOST_BYTES);
  let size = 0;
  while (size < buffer.length && !buffer.subarray(0, size).includes(10)) {
    const read = await Deno.stdin.read(buffer.subarray(size)).catch(() => null);
    if (read === null) break;
    size += read;
  }
  return size === 0 ? undefined : new TextDecoder().decode(buffer.subarray(0, size));
}

/** @throws CommandError after a while */
function nobody(): Promise<never> {
  return new Promise((_, reject) => {
    const objection = "Nothing answers on the standard input: add --yes to confirm";
    Deno.unrefTimer(setTimeout(() => reject(new CommandError(objection)), PATIENCE));
  });
}
