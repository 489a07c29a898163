/** What a run of the backend answered, taken apart. */
import { Backend, concatenate, HEADER_LENGTH, messageLength, readText } from "./wire_protocol.ts";

/** A notification, whole as it is to be sent. */
export interface Notification {
  channel: string;
  message: Uint8Array;
}

/** What the backend answers to a piece of work, split by who gets it. */
export interface BackendAnswer {
  /** What to send to the client. */
  bytes: Uint8Array;
  /** For all clients that listen, not only this one. */
  notifications: Notification[];
  /** Transaction status; undefined when the backend expects more of the same client. */
  status: number | undefined;
}

const PROCESS_ID_LENGTH = 4;

/**
 * @param pieces bytes of whole messages, cut anywhere
 * @param run.isCopy true when the client has already been asked to send its data, so that it must not be asked again
 * @param run.isComplete true when the client expects ReadyForQuery. PGlite sends one more after each error outside of
 *   simple queries, where PostgreSQL waits for Sync
 */
export function readAnswer(pieces: Uint8Array[], run: { isCopy: boolean; isComplete: boolean }): BackendAnswer {
  const bytes = concatenate(pieces);
  const kept: Uint8Array[] = [];
  const notifications: Notification[] = [];
  let ready: Uint8Array | undefined;
  let keptFrom = 0;
  for (let offset = 0, end; offset < bytes.length; offset = end) {
    end = offset + messageLength(bytes, offset);
    switch (bytes[offset]) {
      case Backend.ReadyForQuery:
        ready = bytes.subarray(offset, end);
        break;
      case Backend.NotificationResponse:
        notifications.push(readNotification(bytes.subarray(offset, end)));
        break;
      case Backend.CopyInResponse:
        if (run.isCopy) break;
        continue;
      default:
        continue;
    }
    kept.push(bytes.subarray(keptFrom, offset));
    keptFrom = end;
  }
  kept.push(bytes.subarray(keptFrom));
  if (!ready || !run.isComplete) return { bytes: concatenate(kept), notifications, status: undefined };
  return { bytes: concatenate([...kept, ready]), notifications, status: ready[HEADER_LENGTH] };
}

function readNotification(message: Uint8Array): Notification {
  return { channel: readText(message, HEADER_LENGTH + PROCESS_ID_LENGTH).text, message };
}
