/**
 * A transaction that was rolled back although its client did not ask for it. The client keeps its connection: whatever it does next
 * fails, until it ends the transaction, which it does not know to be over.
 *
 * Closing the connection would be simpler, but clients that are in the middle of a transaction take that badly.
 */
import { Backend, concatenate, errorResponse, HEADER_LENGTH, messageLength, readText } from "./wire_protocol.ts";

/** A transaction that was rolled back for its client, which is told at its next statement. */
export class TransactionLoss {
  #error: Uint8Array | undefined;

  /**
   * @param code SQLSTATE
   * @param reason what to tell the client
   */
  constructor(code: string, reason: string) {
    this.#error = errorResponse("ERROR", code, reason);
  }

  /**
   * Puts the reason into what the backend answered, once: instead of the first error, or of the end of the transaction,
   * which must not look like a success to a client that commits.
   */
  tellIn(answer: Uint8Array): Uint8Array {
    for (let offset = 0, end; offset < answer.length && this.#error; offset = end) {
      end = offset + messageLength(answer, offset);
      if (!isError(answer, offset) && !isEnd(answer, offset)) continue;
      const changed = concatenate([answer.subarray(0, offset), this.#error, answer.subarray(end)]);
      this.#error = undefined;
      return changed;
    }
    return answer;
  }
}

function isError(answer: Uint8Array, offset: number): boolean {
  return answer[offset] === Backend.ErrorResponse;
}

function isEnd(answer: Uint8Array, offset: number): boolean {
  return answer[offset] === Backend.CommandComplete && readText(answer, offset + HEADER_LENGTH).text === "ROLLBACK";
}
