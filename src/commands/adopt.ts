/** `adopt`: takes over the database of geovisio, and goes back. */
import {
  adopt,
  changesSinceAdoption,
  type FileSample,
  finishAdoption,
  KNOWN_VERSION,
  listOtherConnections,
  type OtherConnection,
  sampleFiles,
  type Survey,
  survey,
  undoAdoption,
} from "../adopt/mod.ts";
import type { Sql } from "../core/db/sql.ts";
import type { Settings } from "../core/settings/mod.ts";
import { type ConfirmationOptions, confirmLoss } from "./confirmation.ts";
import { CommandError, type CommonOptions, withDatabase } from "./environment.ts";
import { type Facts, Output, type OutputOptions } from "./output.ts";
import { Progress } from "./progress.ts";
import { countOf } from "../core/plural.ts";

/** Options of `adopt`. */
export interface AdoptOptions extends CommonOptions, ConfirmationOptions, OutputOptions {
  dryRun?: boolean;
  undo?: boolean;
  finish?: boolean;
}

/** Does one of the four: look, adopt, undo, finish. */
export function runAdopt(options: AdoptOptions): Promise<void> {
  const chosen = [options.dryRun, options.undo, options.finish].filter(Boolean).length;
  if (chosen > 1) throw new CommandError("--dry-run, --undo and --finish exclude each other");
  const output = new Output(options);
  return withDatabase(options, async (sql, settings, database) => {
    if (!settings.DB_URL) {
      throw new CommandError("Set DB_URL to the address of geovisio's database, as geovisio has it");
    }
    if (options.finish) return await finish(sql, options, output);
    if (options.undo) return await database.withoutServers(() => undo(sql, options, output));
    if (options.dryRun) return await showPlan(sql, settings, output);
    await database.withoutServers(() => takeOver(sql, settings, options, output));
  }, { checksSchema: false });
}

async function showPlan(sql: Sql, settings: Settings, output: Output): Promise<void> {
  const plan = await survey(sql);
  const files = await sampleFiles(sql, settings.storage);
  describePlan(plan, files, output);
  const others = await listOtherConnections(sql);
  if (others.length > 0) output.say(`Stop geovisio before adopting. ${describeConnections(others)}`);
  warnAboutSecretKey(settings, output);
  output.say("Nothing was changed");
  output.give({ ...factsOf("none", plan), connections: others, files: files ?? null });
}

async function takeOver(sql: Sql, settings: Settings, options: AdoptOptions, output: Output): Promise<void> {
  const plan = await survey(sql);
  const files = await sampleFiles(sql, settings.storage);
  describePlan(plan, files, output);
  const others = await listOtherConnections(sql);
  if (others.length > 0) {
    await confirmLoss(
      `${
        describeConnections(others)
      } Stop geovisio and its workers first: whatever they write from now on is lost, or ` +
        "harms the adopted instance.",
      options,
    );
  }
  const total = plan.rows.reduce((sum, { count }) => sum + count, 0);
  let queued: number;
  {
    using progress = new Progress("rows", total);
    ({ queued } = await adopt(sql, {
      onPart(name) {
        progress[Symbol.dispose]();
        output.say(name);
      },
      onRows: (count) => progress.advance(count),
    }));
  }
  output.say(`Adopted ${countOf(total, "row")} of geovisio ${KNOWN_VERSION}`);
  if (queued > 0) output.say(`${queued} jobs that geovisio had left were queued; panoramax serve does them`);
  warnAboutSecretKey(settings, output);
  output.say(
    "Start the server with panoramax serve. Go back with panoramax adopt --undo. Once everything works, delete geovisio's " +
      "tables with panoramax adopt --finish",
  );
  output.give({ ...factsOf("adopted", plan), jobs_queued: queued });
}

async function undo(sql: Sql, options: AdoptOptions, output: Output): Promise<void> {
  const changes = await changesSinceAdoption(sql);
  if (changes.length > 0) {
    const list = changes.map(({ table, added, deleted }) =>
      `${table.replace("_", " ")}: ${added} added, ${deleted} deleted`
    );
    await confirmLoss(
      `Since the adoption: ${
        list.join("; ")
      }. Geovisio will know nothing of it, nor of any edit: what was added is lost ` +
        "except for its files, and what was deleted comes back without files.",
      options,
    );
  }
  await undoAdoption(sql);
  output.say("Geovisio's tables are back as they were; start geovisio again");
  output.give({ done: "undone" });
}

async function finish(sql: Sql, options: AdoptOptions, output: Output): Promise<void> {
  // Says so where there is nothing to finish.
  await changesSinceAdoption(sql);
  await confirmLoss("This deletes geovisio's tables; the adoption cannot be undone afterwards.", options);
  await finishAdoption(sql);
  output.say("Geovisio's tables are deleted: the adoption is finished");
  output.give({ done: "finished" });
}

/** What is taken over, as programs get it. */
function factsOf(done: "none" | "adopted", { rows, bytes, foreignViews }: Survey): Facts {
  const counts = Object.fromEntries(rows.map(({ table, count }) => [table, Number(count)]));
  return { done, rows: counts, bytes, foreign_views: foreignViews };
}

/** Rows that are copied, indexed and computed in a second, as measured on two busy processor cores. */
const ROWS_PER_SECOND = 8_000;
const MEGABYTE = 1_000_000;

function describePlan(
  { rows, bytes, foreignViews }: Survey,
  files: FileSample | undefined,
  output: Output,
): void {
  output.say(`A database of geovisio ${KNOWN_VERSION}:`);
  const width = Math.max(...rows.map(({ table }) => table.length));
  for (const { table, count } of rows) output.say(`  ${table.padEnd(width)} ${String(count).padStart(10)}`);
  const seconds = Math.ceil(rows.reduce((sum, { count }) => sum + count, 0) / ROWS_PER_SECOND);
  const time = seconds < 120 ? `${seconds} seconds` : `${Math.ceil(seconds / 60)} minutes`;
  output.say(`Takes about ${time}, and ${Math.ceil(bytes / MEGABYTE)} MB more in the database until --finish`);
  if (files && files.pictures > 0) {
    const { pictures, originals, thumbnails, location } = files;
    output.say(
      `Of ${countOf(pictures, "picture")}, ${countOf(originals, "original")} and ${
        countOf(thumbnails, "thumbnail")
      } are there (${location})`,
    );
    if (originals < pictures) output.say("panoramax doctor lists all that are missing");
  }
  if (foreignViews.length > 0) {
    output.say(`These views are not geovisio's, and will keep reading its old tables: ${foreignViews.join(", ")}`);
  }
}

function describeConnections(others: OtherConnection[]): string {
  const names = others.map(({ user, application, address }) =>
    [application ?? "unnamed program", `as ${user ?? "unknown"}`, ...(address ? [`from ${address}`] : [])].join(" ")
  );
  const listed = [...new Set(names)].join(", ");
  return `${others.length} other connections use this database (${listed}).`;
}

function warnAboutSecretKey({ FLASK_SECRET_KEY }: Settings, output: Output): void {
  output.say(
    FLASK_SECRET_KEY
      ? "API tokens of geovisio keep working if FLASK_SECRET_KEY is the key that geovisio had"
      : "Set FLASK_SECRET_KEY to the key that geovisio had, so that its API tokens keep working. A key of less than 32 bytes " +
        "also needs ALLOW_SHORT_SECRET_KEY=true",
  );
}
