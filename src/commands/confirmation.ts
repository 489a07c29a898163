/** Asks before something is lost. */
import { CommandError } from "./environment.ts";

/** Option of every command that asks. */
export interface ConfirmationOptions {
  /** Do not ask. */
  yes?: boolean;
}

/**
 * Asks on a terminal whether to continue. Without a terminal, only `--yes` counts as consent.
 * @param loss what is about to happen, as a sentence
 * @throws CommandError when the answer is not yes
 */
export function confirmLoss(loss: string, { yes }: ConfirmationOptions): void {
  if (yes) return;
  if (!Deno.stdin.isTerminal() || !Deno.stderr.isTerminal()) {
    throw new CommandError(`${loss} There is no terminal to ask on: add --yes to confirm`);
  }
  Deno.stderr.writeSync(new TextEncoder().encode(`${loss}\nContinue? [y/N] `));
  const buffer = new Uint8Array(64);
  const size = Deno.stdin.readSync(buffer) ?? 0;
  const answer = new TextDecoder().decode(buffer.subarray(0, size)).trim().toLowerCase();
  if (answer !== "y" && answer !== "yes") throw new CommandError("Cancelled, nothing was changed");
}
