/** `import`: uploads a folder of pictures into the instance. */
import {
  findAccountById,
  findAccountOfToken,
  findAccountsByName,
  findTokenOfDefaultAccount,
  listTokens,
} from "../features/accounts/mod.ts";
import type { Sql } from "../core/db/sql.ts";
import { findPictures, type ImportedFolder, importFolder, LocalApi, type PictureFolder } from "../folder_import/mod.ts";
import { UUID } from "../core/http/lenient_schemas.ts";
import { startJobs } from "../main/server.ts";
import { openServices } from "../main/services.ts";
import type { Settings } from "../core/settings/mod.ts";
import { CommandError, type CommonOptions, withDatabase } from "./environment.ts";
import { type Facts, Output, type OutputOptions } from "./output.ts";
import { Progress } from "./progress.ts";
import { untilAskedToStop } from "./signals.ts";
import { countOf } from "../core/plural.ts";

/** Options of `import`. */
export interface ImportOptions extends CommonOptions, OutputOptions {
  folder: string;
  /** Name or id of the owner; the default account when left out. */
  account?: string;
  /** Of the upload set. */
  title?: string;
}

/** Imports, then processes what is left. If interrupted, it stops after the files being uploaded. */
export function importPictures(options: ImportOptions): Promise<void> {
  return withDatabase(options, async (sql, settings) => {
    if (settings.API_READ_ONLY) throw new CommandError("API_READ_ONLY is set: nothing can be imported");
    const folders = await listFolders(options.folder);
    const owner = await findOwner(sql, options.account);
    const stopping = new AbortController();
    untilAskedToStop().then(() => stopping.abort());
    await importFolders(folders, {
      sql,
      settings,
      owner,
      title: options.title,
      signal: stopping.signal,
      output: new Output(options),
    });
  });
}

interface Run {
  sql: Sql;
  settings: Settings;
  owner: { accountId: string; tokenId: string };
  title?: string;
  signal: AbortSignal;
  output: Output;
}

async function importFolders(folders: PictureFolder[], run: Run): Promise<void> {
  const { sql, settings, owner, title, signal, output } = run;
  const { services, close } = await openServices(settings, sql);
  // For this process alone, where the instance has none.
  const secretKey = services.secretKey ?? crypto.getRandomValues(new Uint8Array(32));
  const api = new LocalApi({ ...services, secretKey }, owner.tokenId);
  const runner = await startJobs(services);
  try {
    const total = folders.reduce((sum, { files }) => sum + files.length, 0);
    const imported: Facts[] = [];
    let rejected = 0;
    using progress = new Progress("pictures", total);
    for (const folder of folders) {
      if (signal.aborted) break;
      const { accountId } = owner;
      const onStep = () => progress.advance();
      const done = await importFolder(folder, { services, api, accountId, title, signal, onStep });
      progress[Symbol.dispose]();
      output.say(
        `${folder.name || "."}: ${countOf(done.accepted, "picture")} imported, ${done.known} known, ` +
          `${done.rejected.length} rejected (upload set ${done.uploadSetId})`,
      );
      rejected += done.rejected.length;
      for (const { name, reason } of done.rejected) output.say(`  ${name}: ${reason}`);
      for (const [warning, names] of done.warnings) output.say(`  ${shortList(names)}: ${warning}`);
      imported.push(factsOf(folder, done));
    }
    if (signal.aborted) throw new CommandError("Interrupted. Run it again to resume");
    await runner?.idle();
    output.give({ folders: imported });
    if (rejected > 0) throw new CommandError(`${rejected} of ${total} files were rejected`);
  } finally {
    await runner?.stop();
    await close();
  }
}

/** What became of a folder, as programs get it. */
function factsOf({ name }: PictureFolder, { uploadSetId, accepted, known, rejected, warnings }: ImportedFolder): Facts {
  const warned = Array.from(warnings, ([reason, names]) => ({ reason, names }));
  return { folder: name || ".", upload_set: uploadSetId, imported: accepted, known, rejected, warnings: warned };
}

/** Names that are listed before the rest is only counted. */
const MOST_NAMES = 3;

function shortList(names: string[]): string {
  const others = names.length - MOST_NAMES;
  return names.slice(0, MOST_NAMES).join(", ") + (others > 0 ? ` and ${others} more` : "");
}

async function listFolders(folder: string): Promise<PictureFolder[]> {
  const status = await Deno.stat(folder).catch(() => undefined);
  if (!status?.isDirectory) throw new CommandError(`Folder ${folder} does not exist`);
  const folders = await Array.fromAsync(findPictures(folder));
  if (folders.length === 0) throw new CommandError(`There are no pictures (.jpg, .jpeg) in ${folder}`);
  return folders;
}

async function findOwner(sql: Sql, nameOrId: string | undefined): Promise<Run["owner"]> {
  if (nameOrId === undefined) {
    const tokenId = await findTokenOfDefaultAccount(sql);
    const accountId = tokenId && (await findAccountOfToken(sql, tokenId))?.account?.id;
    if (!tokenId || !accountId) throw new CommandError("The default account has no token: name an --account");
    return { accountId, tokenId };
  }
  const found = UUID.test(nameOrId)
    ? [await findAccountById(sql, nameOrId)].filter((account) => account !== undefined)
    : await findAccountsByName(sql, nameOrId);
  const [account, ...others] = found;
  if (!account) throw new CommandError(`Account ${nameOrId} not found`);
  if (others.length > 0) throw new CommandError(`Several accounts are named ${nameOrId}; give an id instead`);
  const [token] = await listTokens(sql, account.id);
  if (!token) throw new CommandError(`Account ${nameOrId} has no token: it cannot upload`);
  return { accountId: account.id, tokenId: token.id };
}
