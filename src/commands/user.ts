/** `user`: accounts, given by name or id. */
import type { Account } from "../core/http/account.ts";
import {
  activate,
  countDataOfAccount,
  deactivate,
  deleteDataOfAccount,
  describeAccount,
  endAllAccess,
  findAccountById,
  findAccountsByName,
  findOwnQuota,
  findPasswordOfAccount,
  generateApiKey,
  hashPassword,
  insertAccount,
  listAccounts,
  type ListedAccount,
  loginOfName,
  makeAccountLink,
  objectionToName,
  objectionToPassword,
  objectionToUsername,
  readSecretKey,
  resetSecondFactor,
  setOwnQuota,
  setPassword,
  setRole,
} from "../features/accounts/mod.ts";
import { isoZulu } from "../core/db/timestamps.ts";
import { recordCommand } from "../features/audit/mod.ts";
import type { Queryable, Sql, Transaction } from "../core/db/sql.ts";
import { UUID } from "../core/http/lenient_schemas.ts";
import type { Settings } from "../core/settings/mod.ts";
import { addressToOpen } from "./address_to_open.ts";
import { type ConfirmationOptions, confirmLoss } from "./confirmation.ts";
import { CommandError, type CommonOptions, withDatabase } from "./environment.ts";
import { readNewPassword } from "./password_input.ts";
import { type Facts, Output, type OutputOptions } from "./output.ts";
import { Progress } from "./progress.ts";
import { countOf } from "../core/plural.ts";

/** Accounts per query of `--list`. */
const PAGE = 500;

/** Options whose use the audit log notes, and as what. */
const AUDITED = [
  { option: "create", kind: "account" },
  { option: "setRole", kind: "role" },
  { option: "password", kind: "account" },
  { option: "link", kind: "account" },
  { option: "quotaPictures", kind: "settings" },
  { option: "quotaBytes", kind: "settings" },
  { option: "activate", kind: "account" },
  { option: "deactivate", kind: "account" },
  { option: "generateApiKey", kind: "token" },
  { option: "endSessions", kind: "logout" },
  { option: "resetSecondFactor", kind: "account" },
  { option: "deleteData", kind: "deletion" },
] as const;

/** Options of `user`. */
export interface UserOptions extends CommonOptions, ConfirmationOptions, OutputOptions {
  /** Without it, all accounts are listed. */
  account?: string;
  /** Lists only accounts whose name contains it. */
  search?: string;
  create?: boolean;
  setRole?: string;
  password?: boolean;
  link?: boolean;
  quotaPictures?: string;
  quotaBytes?: string;
  generateApiKey?: boolean;
  activate?: boolean;
  deactivate?: boolean;
  endSessions?: boolean;
  resetSecondFactor?: boolean;
  deleteData?: boolean;
  /** Only say what `deleteData` would delete. */
  dryRun?: boolean;
}

/** Does what the options say with one account, in the order in which they are listed above: all of it or nothing. */
export function manageUser({ account: nameOrId, ...options }: UserOptions): Promise<void> {
  if (options.activate && options.deactivate) throw new CommandError("--activate and --deactivate exclude each other");
  if (nameOrId === undefined) return listUsers(options);
  if (!AUDITED.some(({ option }) => options[option])) return showAccount(nameOrId, options);
  return manageAccount({ ...options, account: nameOrId });
}

/** What was done, in words; with facts where something came of it. */
type Step = string | { line: string; facts: Facts };

function manageAccount(options: UserOptions & { account: string }): Promise<void> {
  const role = options.setRole === undefined ? undefined : readRole(options.setRole);
  const maxPictures = readQuota("--quota-pictures", options.quotaPictures);
  const maxBytes = readQuota("--quota-bytes", options.quotaBytes);
  const output = new Output(options);
  return withDatabase(options, async (sql, settings) => {
    const found = await findAccount(sql, options.account);
    if (options.dryRun) return await describeData(sql, found, options);
    if (!found) checkCreation(options);
    if (found && options.deleteData) {
      await confirmLoss(
        `This deletes all pictures, upload sets and sequences of account ${found.name} (${found.id}).`,
        options,
      );
    }
    const hash = options.password ? await readPasswordHash(found?.name ?? options.account) : undefined;
    const { account, done } = await sql.begin(async (tx) => {
      const account = found ?? await insertAccount(tx, options.account);
      const done: Step[] = found ? [] : [`Account ${account.name} created (${account.id})`];
      if (role) done.push(await giveRole(tx, account, role, settings));
      if (hash) done.push(await givePassword(tx, account, hash));
      if (maxPictures !== undefined || maxBytes !== undefined) {
        done.push(await giveQuota(tx, account, { maxPictures, maxBytes }));
      }
      if (options.activate) done.push(await turnOn(tx, account));
      if (options.deactivate) done.push(await turnOff(tx, account, settings));
      if (options.link) done.push(await giveLink(tx, account, settings, !found));
      if (options.generateApiKey) done.push(await giveApiKey(tx, account, settings));
      if (options.endSessions) done.push(await endSessions(tx, account));
      if (options.resetSecondFactor) done.push(await removeSecondFactor(tx, account));
      for (const { option, kind } of AUDITED) {
        if (options[option]) await recordCommand(tx, { kind, account, action: actionOf(option, options) });
      }
      return { account, done };
    });
    for (const step of done) output.say(typeof step === "string" ? step : step.line);
    if (hash && settings.OAUTH_PROVIDER !== "local") output.say("Only takes effect with OAUTH_PROVIDER=local");
    const { id, name } = account;
    const facts = done.map((step) => typeof step === "string" ? {} : step.facts);
    const deleted = options.deleteData ? await deleteData(sql, account) : undefined;
    if (deleted) output.say(`Deleted ${inWords(deleted)} of account ${name}; background jobs delete the files`);
    output.give(
      Object.assign({ id, name, created: !found }, ...facts, deleted ? { deleted: withSnakeCase(deleted) } : {}),
    );
  });
}

/** Without an option: what there is to know about an account. */
function showAccount(nameOrId: string, options: UserOptions): Promise<void> {
  return withDatabase(options, async (sql) => {
    const account = await findAccount(sql, nameOrId);
    if (!account) throw new CommandError(`Account ${nameOrId} not found`);
    if (options.dryRun) return await describeData(sql, account, { ...options, account: nameOrId });
    const { is_active, has_api_key, created_at } = await describeAccount(sql, account.id);
    const login = (await findPasswordOfAccount(sql, account.id))?.login ?? null;
    const { id, name, role } = account;
    const uploads = await countDataOfAccount(sql, id);
    const output = new Output(options);
    const facts = { id, name, role, is_active, created_at: isoZulu(created_at), login, has_api_key };
    output.give({ ...facts, ...withSnakeCase(uploads) });
    output.say([
      `Account    ${name} (${id})`,
      `Role       ${role}`,
      `State      ${is_active ? "active" : "deactivated"}, created ${isoZulu(created_at)}`,
      `Log-in     ${login === null ? "no password here" : `as ${login}`}${has_api_key ? ", API key" : ""}`,
      `Uploads    ${inWords(uploads, ", ")}`,
    ].join("\n"));
  });
}

type Uploads = Awaited<ReturnType<typeof countDataOfAccount>>;

function withSnakeCase({ pictures, uploadSets, sequences }: Uploads): Facts {
  return { pictures, upload_sets: uploadSets, sequences };
}

function inWords({ pictures, uploadSets, sequences }: Uploads, beforeLast = " and "): string {
  const [first, second, last] = [
    countOf(pictures, "picture"),
    countOf(uploadSets, "upload set"),
    countOf(sequences, "sequence"),
  ];
  return `${first}, ${second}${beforeLast}${last}`;
}

/** `--list`: one account a line: id, role, whether it is active, whether it has an API key, name. */
function listUsers(options: UserOptions): Promise<void> {
  const output = new Output(options);
  return withDatabase(options, async (sql) => {
    let page: ListedAccount[] = [];
    do {
      page = await listAccounts(sql, page.at(-1), PAGE, options.search);
      for (const { id, name, role, is_active, has_api_key } of page) {
        output.give({ id, name, role, is_active, has_api_key });
        output.say([id, role, is_active ? "active" : "deactivated", has_api_key ? "API key" : "-", name].join("\t"));
      }
    } while (page.length === PAGE);
  });
}

function readRole(role: string): Account["role"] {
  if (role === "admin" || role === "user") return role;
  throw new CommandError(`Invalid role: ${role}. Must be admin or user`);
}

/** @returns undefined when the option is not given, null for what the settings say */
function readQuota(option: string, text: string | undefined): number | null | undefined {
  if (text === undefined) return undefined;
  if (text === "default") return null;
  if (!/^\d{1,15}$/.test(text)) throw new CommandError(`Invalid ${option}: ${text}. Must be a number or default`);
  return Number(text);
}

async function findAccount(sql: Queryable, nameOrId: string): Promise<Account | undefined> {
  if (UUID.test(nameOrId)) return await findAccountById(sql, nameOrId);
  const found = await findAccountsByName(sql, nameOrId);
  if (found.length > 1) {
    const ids = found.map(({ id }) => `\n  ${id}`).join("");
    throw new CommandError(`Several accounts are named ${nameOrId}. Give the id of one of them:${ids}`);
  }
  return found[0];
}

function checkCreation({ account: name, create }: UserOptions & { account: string }): void {
  if (!create) throw new CommandError(`Account ${name} not found`);
  if (UUID.test(name)) throw new CommandError("A new account needs a name, not an id");
  const objection = objectionToName(name);
  if (objection) throw new CommandError(String(objection));
}

async function giveRole(
  tx: Transaction,
  account: Account,
  role: Account["role"],
  { OAUTH_PROVIDER: logins }: Settings,
): Promise<string> {
  refuseLastAdministrator(account, await setRole(tx, account.id, role, logins));
  return `Account ${account.name} (${account.id}) has the role ${role}`;
}

async function turnOn(tx: Transaction, { id, name }: Account): Promise<string> {
  await activate(tx, id);
  return `Account ${name} is active`;
}

async function turnOff(tx: Transaction, account: Account, { OAUTH_PROVIDER: logins }: Settings): Promise<string> {
  refuseLastAdministrator(account, await deactivate(tx, account.id, logins));
  return `Account ${account.name} is deactivated: it cannot log in, and its tokens and API key are refused`;
}

function refuseLastAdministrator({ name }: Account, outcome: string): void {
  if (outcome !== "last administrator") return;
  throw new CommandError(
    `${name} is the last administrator. First make another account that can log in administrator, with --set-role admin`,
  );
}

async function readPasswordHash(name: string): Promise<string> {
  const password = await readNewPassword();
  const objection = await objectionToPassword(password, name);
  if (objection) throw new CommandError(String(objection));
  return await hashPassword(password);
}

/** Whoever is logged in with the old password is logged out. */
async function givePassword(sql: Queryable, { id, name }: Account, hash: string): Promise<string> {
  const login = (await findPasswordOfAccount(sql, id))?.login ?? loginOfName(name);
  if (!await setPassword(sql, id, { login, hash })) {
    throw new CommandError(`Another account already logs in as ${login}`);
  }
  await endAllAccess(sql, id);
  return `Account ${name} logs in as ${login} with the new password`;
}

/** What is not given stays as it is. */
async function giveQuota(
  tx: Transaction,
  { id, name }: Account,
  { maxPictures, maxBytes }: { maxPictures?: number | null; maxBytes?: number | null },
): Promise<string> {
  const own = await findOwnQuota(tx, id);
  const quota = {
    max_pictures: maxPictures === undefined ? own.max_pictures : maxPictures,
    max_bytes: maxBytes === undefined ? own.max_bytes : maxBytes,
  };
  await setOwnQuota(tx, id, quota);
  const amount = (max: number | null, unit: string) =>
    max === null ? `as many ${unit} as the settings say` : max === 0 ? `any number of ${unit}` : `${max} ${unit}`;
  return `Account ${name} may have ${amount(quota.max_pictures, "pictures")} and ${amount(quota.max_bytes, "bytes")}`;
}

async function giveLink(tx: Transaction, account: Account, settings: Settings, isNew: boolean): Promise<Step> {
  if (settings.OAUTH_PROVIDER !== "local") throw new CommandError("--link needs OAUTH_PROVIDER=local");
  if (!(await describeAccount(tx, account.id)).is_active) {
    throw new CommandError(`Account ${account.name} is deactivated and cannot log in`);
  }
  const secretKey = await readSecretKey(settings);
  const { path, expires_at } = await makeAccountLink(tx, secretKey, { accountId: account.id, isNew });
  const url = settings.PUBLIC_URL?.replace(/\/+$/, "") ?? addressToOpen(`http://${hostOf(settings)}:${settings.PORT}`);
  const facts = { link: url + path, link_expires_at: isoZulu(expires_at) };
  const use = `Whoever opens it chooses the password of ${account.name}, once, until ${facts.link_expires_at}`;
  return { line: `${facts.link}\n${use}`, facts };
}

/** As it stands in an address. */
function hostOf({ HOST }: Settings): string {
  return HOST.includes(":") ? `[${HOST}]` : HOST;
}

/** Gives the account a new key, which is shown this once. */
async function giveApiKey(sql: Queryable, { id, name }: Account, settings: Settings): Promise<Step> {
  const objection = objectionToUsername(name);
  if (objection) throw new CommandError(String(objection));
  const secretKey = await readSecretKey(settings);
  const apiKey = await generateApiKey(sql, { accountId: id, username: name, secretKey });
  if (!apiKey) throw new CommandError(`Another account named ${name} already has an API key`);
  return { line: `\nAPI key: ${apiKey}\n`, facts: { api_key: apiKey } };
}

async function endSessions(sql: Queryable, { id, name }: Account): Promise<string> {
  await endAllAccess(sql, id);
  return `Account ${name} is logged out everywhere, and its API tokens are revoked`;
}

/** Whoever is logged in, perhaps with a stolen device, is logged out. */
async function removeSecondFactor(sql: Queryable, { id, name }: Account): Promise<string> {
  if (!await resetSecondFactor(sql, id)) return `Account ${name} has no second factor`;
  await endAllAccess(sql, id);
  return `Account ${name} no longer has a second factor, is logged out everywhere, and its API tokens are revoked`;
}

/** The option as it was typed; of its values only those that are no secret. */
function actionOf(option: string, { setRole, quotaPictures, quotaBytes }: UserOptions): string {
  const typed = `--${option.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
  const value = { setRole, quotaPictures, quotaBytes }[option];
  return value === undefined ? typed : `${typed} ${value}`;
}

async function describeData(sql: Sql, account: Account | undefined, options: UserOptions) {
  const output = new Output(options);
  if (!account) throw new CommandError(`Account ${options.account} not found`);
  if (!options.deleteData) throw new CommandError("--dry-run goes with --delete-data");
  const { id, name } = account;
  const found = await countDataOfAccount(sql, id);
  output.say(`Would delete ${inWords(found)} of account ${name}\nNothing was changed`);
  output.give({ id, name, dry_run: true, deleted: withSnakeCase(found) });
}

async function deleteData(sql: Sql, { id }: Account): Promise<Uploads> {
  using progress = new Progress("pictures");
  return await deleteDataOfAccount(sql, id, (count) => progress.advance(count));
}
