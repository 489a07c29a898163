/** What a run of the backend answered, taken apart. */
import { Backend, concatenate, HEADER_LENGTH, messageLength, readText } from "./wire_protocol.ts";

/** A notification, whole as it is to be sent. */
export interface Notification {
  channel: string;
  message: Uint8Array;
}

export interface BackendAnswer {
  /** What to send to the client. */
  bytes: Uint8Array;
  /** For whoever listens, which may be others than this client. */
  notifications: Notification[];
  /** Transaction status of the last ReadyForQuery; undefined when the backend expects more of the same client. */
  status: number | undefined;
}

const PROCESS_ID_LENGTH = 4;

/**
 * @param pieces bytes of whole messages, cut anywhere
 * @param hasCopyBegun true when the client was already told to send its data, so that it must not be told again
 */
export function readAnswer(pieces: Uint8Array[], hasCopyBegun: boolean): BackendAnswer {
  const bytes = concatenate(pieces);
  const kept: Uint8Array[] = [];
  const notifications: Notification[] = [];
  let status: number | undefined;
  let keptFrom = 0;
  for (let offset = 0, end; offset < bytes.length; offset = end) {
    end = offset + messageLength(bytes, offset);
    const type = bytes[offset];
    const isNotification = type === Backend.NotificationResponse;
    if (type === Backend.ReadyForQuery) status = bytes[offset + HEADER_LENGTH];
    if (isNotification) {
      const { text } = readText(bytes, offset + HEADER_LENGTH + PROCESS_ID_LENGTH);
      notifications.push({ channel: text, message: bytes.subarray(offset, end) });
    }
    if (isNotification || (hasCopyBegun && type === Backend.CopyInResponse)) {
      kept.push(bytes.subarray(keptFrom, offset));
      keptFrom = end;
    }
  }
  kept.push(bytes.subarray(keptFrom));
  return { bytes: concatenate(kept), notifications, status };
}
