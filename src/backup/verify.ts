/** Reads a whole backup and compares it with its own checksums and counts. */
import { createHash } from "node:crypto";
import { checksumLine, readArchive } from "./archive.ts";
import {
  BackupError,
  CHECKSUMS,
  DATABASE,
  END,
  type End,
  end,
  KEPT_STORES,
  MANIFEST,
  type Manifest,
  manifest,
  SECRET_KEY,
} from "./format.ts";

const NEWLINE = "\n".charCodeAt(0);

/** What a verified backup says of itself. */
export interface VerifiedBackup {
  manifest: Manifest;
  end: End;
}

/**
 * Verifies a backup; nothing is changed.
 * @param onStep called for each chunk that was read
 * @throws BackupError when it is damaged, incomplete, or not a backup
 */
export async function verifyBackup(path: string, onStep: () => void = () => {}): Promise<VerifiedBackup> {
  let content: Manifest | undefined;
  let last: End | undefined;
  let files = 0;
  let hasChecksums = false;
  const rows = new Map<string, number>();
  const checksums = createHash("sha256");
  for await (const { header: { name }, body } of readArchive(path)) {
    const entry = await readEntry(body, onStep, name === MANIFEST || name === END);
    if (!content) {
      if (name !== MANIFEST) throw new BackupError(`${path} is not a backup made by this program`);
      content = manifest.parse(JSON.parse(entry.text));
    } else if (name === CHECKSUMS) {
      if (entry.hash.digest("hex") !== checksums.digest("hex")) {
        throw new BackupError(`${path} is damaged: its content does not match its checksums`);
      }
      hasChecksums = true;
    } else if (name === END) last = end.parse(JSON.parse(entry.text));
    else if (KEPT_STORES.some((store) => name.startsWith(`${store}/`))) files++;
    else if (name.startsWith(DATABASE)) rows.set(tableOf(name, content), entry.lines);
    else if (name !== SECRET_KEY) throw new BackupError(`${path} contains ${name}, which this version does not know`);
    if (!hasChecksums) checksums.update(checksumLine(entry.hash, name));
  }
  if (!content) throw new BackupError(`${path} is empty`);
  if (!last || last.pictures + last.media !== files) throw new BackupError(`${path} was cut off: its end is missing`);
  checkRows(path, content, rows, hasChecksums);
  return { manifest: content, end: last };
}

/** The table whose rows an entry of the archive holds: the name becomes part of a path, so only listed ones are taken. */
export function tableOf(name: string, { tables }: Manifest): string {
  const table = tables.find((table) => name === `${DATABASE}${table.name}.copy`);
  if (!table) throw new BackupError(`${name} is not listed in the backup`);
  return table.name;
}

function checkRows(path: string, { tables }: Manifest, found: Map<string, number>, hasChecksums: boolean): void {
  for (const { name, rows } of tables) {
    if (rows === undefined && found.has(name)) continue;
    if (!hasChecksums) throw new BackupError(`${path} was cut off: its checksums are missing`);
    if (found.get(name) !== rows) {
      throw new BackupError(`${path} is damaged: table ${name} has ${found.get(name) ?? 0} rows instead of ${rows}`);
    }
  }
}

async function readEntry(body: ReadableStream<Uint8Array>, onStep: () => void, keepsText: boolean) {
  const hash = createHash("sha256");
  const decoder = new TextDecoder();
  let lines = 0;
  let text = "";
  for await (const chunk of body) {
    hash.update(chunk);
    for (let at = chunk.indexOf(NEWLINE); at >= 0; at = chunk.indexOf(NEWLINE, at + 1)) lines++;
    if (keepsText) text += decoder.decode(chunk, { stream: true });
    onStep();
  }
  return { hash, lines, text };
}
