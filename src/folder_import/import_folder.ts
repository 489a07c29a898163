/** Uploads the pictures of a folder into an upload set of this instance; existing pictures are not sent again. */
import { createHash } from "node:crypto";
import { basename, join, resolve } from "node:path";
import pLimit from "p-limit";
import type { Services } from "../core/services.ts";
import type { Answer, LocalApi } from "./api.ts";
import type { PictureFolder } from "./find_pictures.ts";
import { findSetOfFolder, FOLDER_KEY, isOpen, listAcceptedNames } from "./queries.ts";

/** Which account gets the pictures, and by whose API. */
export interface FolderImport {
  services: Pick<Services, "sql">;
  api: LocalApi;
  accountId: string;
  /** Title of the upload set; the name of the folder by default. */
  title?: string;
  /** Called for each file. */
  onStep?: () => void;
  /** When it is aborted, the files that are on their way are the last. */
  signal: AbortSignal;
}

/** What became of a folder. */
export interface ImportedFolder {
  uploadSetId: string;
  accepted: number;
  /** Files that were there before. */
  known: number;
  rejected: { name: string; reason: string }[];
  /** What was wrong with the metadata of accepted pictures: names of the files by what is said of them. */
  warnings: Map<string, string[]>;
}

/** While one file is checked, another one is written to the disk. */
const FILES_AT_ONCE = 3;
const SHORT_HASH = 32;

/**
 * Imports one folder and completes its upload set. When interrupted, it resumes where it was when it is run again; files that came
 * later join the same set.
 * @throws Error when the instance refuses the set itself, or fails
 */
export async function importFolder(folder: PictureFolder, options: FolderImport): Promise<ImportedFolder> {
  const { services: { sql }, api, signal, onStep } = options;
  const uploadSetId = await openSet(folder, options);
  const accepted = await listAcceptedNames(sql, uploadSetId);
  const wanted = folder.files.filter((name) => !accepted.has(name));
  const result: ImportedFolder = {
    uploadSetId,
    accepted: 0,
    known: folder.files.length - wanted.length,
    rejected: [],
    warnings: new Map(),
  };
  for (let known = 0; known < result.known; known++) onStep?.();

  await pLimit(FILES_AT_ONCE).map(wanted, async (name) => {
    if (signal.aborted) return;
    const answer = await api.sendFile(`/api/upload_sets/${uploadSetId}/files`, name, join(folder.path, name));
    if (answer.status === 202) {
      result.accepted++;
      const warnings: { message: string }[] = answer.body.warnings ?? [];
      for (const { message } of warnings) result.warnings.set(message, [...(result.warnings.get(message) ?? []), name]);
    } else if (answer.status < 500) result.rejected.push({ name, reason: reasonOf(answer) });
    else throw new Error(`${join(folder.path, name)}: ${reasonOf(answer)}`);
    onStep?.();
  });
  if (!signal.aborted && await isOpen(sql, uploadSetId)) {
    mustBeDone(await api.send("POST", `/api/upload_sets/${uploadSetId}/complete`));
  }
  return result;
}

/** The set of an earlier run, or a new one. */
async function openSet(folder: PictureFolder, { services: { sql }, api, accountId, title }: FolderImport) {
  // A hash: metadata are public, but the paths of folders on the server are not.
  const key = createHash("sha256").update(resolve(folder.path)).digest("hex").slice(0, SHORT_HASH);
  const known = await findSetOfFolder(sql, accountId, key);
  if (known) return known;
  const made = mustBeDone(
    await api.send("POST", "/api/upload_sets", {
      title: title ?? basename(resolve(folder.path)),
      metadata: { [FOLDER_KEY]: key },
    }),
  );
  // Every new upload set has one.
  return made.body.id as string;
}

function mustBeDone(answer: Answer): Answer {
  if (answer.status >= 300) throw new Error(reasonOf(answer));
  return answer;
}

function reasonOf({ status, body }: Answer): string {
  const detail = body?.details?.error;
  const message = body?.message ?? `the API answered ${status}`;
  const tags: { tag: string; value?: string }[] = body?.details?.tags ?? [];
  const named = tags.filter(({ value }) => value !== undefined).map(({ tag, value }) => `${tag} ${value}`);
  const reason = typeof detail === "string" ? `${message}: ${detail}` : message;
  return named.length > 0 ? `${reason} (${named.join(", ")})` : reason;
}
