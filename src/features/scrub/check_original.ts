/** Compares an original with what it was. */
import { createHash } from "node:crypto";
import type { Services } from "../../core/services.ts";
import { hdPath, type OpenedFile } from "../../core/storage/mod.ts";
import {
  type FileState,
  findOriginals,
  type OriginalProblem,
  type OriginalRow,
  recordProblem,
  recordSound,
} from "./queries.ts";

/** What a check needs. */
export type CheckServices = Pick<Services, "sql" | "stores"> & {
  settings: Partial<Pick<Services["settings"], "API_BLUR_URL" | "BLUR">>;
};

/** Called after each chunk that was read, with its bytes; may wait, and may throw to end the check. */
export type OnRead = (bytes: number) => Promise<void> | void;

/**
 * Reads the original of a picture and notes what it finds. Decay changes bytes and leaves the time of the file alone. A file
 * with another time was written by somebody: that is right after blurring, and after a backup was restored if the bytes are
 * the same.
 * @returns what is wrong; undefined when nothing is, or the picture is gone
 */
export async function checkOriginal(
  id: string,
  services: CheckServices,
  onRead?: OnRead,
): Promise<OriginalProblem | undefined> {
  const [known] = await findOriginals(services.sql, [id]);
  return known && await checkKnownOriginal(known, services, onRead);
}

/** As `checkOriginal()`, for a picture of which is known what is to be compared. */
export async function checkKnownOriginal(
  known: OriginalRow,
  services: CheckServices,
  onRead: OnRead = () => {},
): Promise<OriginalProblem | undefined> {
  const { sql } = services;
  const file = await openOriginal(known.id, services);
  if (!file) {
    // It may have been deleted since.
    if ((await findOriginals(sql, [known.id])).length === 0) return undefined;
    await recordProblem(sql, known.id, "missing");
    return "missing";
  }
  const state = await readState(file, known, onRead);
  if (isSound(state, known, services)) {
    await recordSound(sql, known.id, state);
    return undefined;
  }
  await recordProblem(sql, known.id, "changed");
  return "changed";
}

async function openOriginal(id: string, { stores }: CheckServices): Promise<OpenedFile | undefined> {
  const path = hdPath(id);
  // Twice: blurring moves it from one store to the other.
  return await stores.permanent.open(path) ?? await stores.tmp.open(path) ?? await stores.permanent.open(path);
}

async function readState(file: OpenedFile, { received_md5 }: OriginalRow, onRead: OnRead): Promise<FileState> {
  const sha256 = createHash("sha256"), md5 = createHash("md5");
  let size = 0;
  for await (const chunk of file.stream()) {
    sha256.update(chunk);
    md5.update(chunk);
    size += chunk.length;
    await onRead(chunk.length);
  }
  return {
    size,
    sha256: sha256.digest("hex"),
    isAsReceived: md5.digest("hex") === received_md5,
    modifiedAt: file.modifiedAt,
  };
}

function isSound(state: FileState, known: OriginalRow, { settings }: CheckServices): boolean {
  if (known.sha256 === null) return true;
  if (state.size === known.size && state.sha256 === known.sha256) return true;
  const wasWritten = state.modifiedAt.getTime() !== Math.round(known.modified_at ?? 0);
  // Only blurring writes over what was received.
  const isBlurring = settings.API_BLUR_URL !== undefined || settings.BLUR === "builtin";
  const mayDiffer = !known.is_as_received || known.is_blurred || isBlurring;
  return wasWritten && mayDiffer;
}
