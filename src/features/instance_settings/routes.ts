/** `/api/admin/settings`: settings that administrators change while the program runs. */
import { z } from "@hono/zod-openapi";
import { errorAnswer } from "../../core/http/documentation.ts";
import { ApiError } from "../../core/http/errors.ts";
import { requireJson } from "../../core/http/json_body.ts";
import { text } from "../../core/http/lenient_schemas.ts";
import type { Router } from "../../core/http/router.ts";
import { validate } from "../../core/http/validation.ts";
import { message } from "../../core/messages/mod.ts";
import type { Services } from "../../core/services.ts";
import {
  acceptedOf,
  applyStored,
  isGiven,
  isRuntimeName,
  RUNTIME_NAMES,
  SettingsError,
  VISIBILITIES,
  type Visibility,
  withStored,
} from "../../core/settings/mod.ts";
import { checkVisibility, requireAdministrator } from "../accounts/mod.ts";
import { DATABASE_SETTINGS, type DatabaseSettingName, describeSettings } from "./describe.ts";
import { lockStored, readDefaults, readStored, store, writeDefaults } from "./queries.ts";

const LONGEST_VALUE = 10_000;
const ADMINISTRATORS_ONLY = message("admin.settings_administrators_only");
const tags = ["Administration"];
const refusals = {
  401: errorAnswer("Nobody is logged in"),
  403: errorAnswer("The caller is not an administrator"),
};

const NAMES = [...RUNTIME_NAMES, ...Object.keys(DATABASE_SETTINGS)] as const;
const value = text({ max: LONGEST_VALUE }).nullish();
const changes = z.strictObject(Object.fromEntries(NAMES.map((name) => [name, value]))).openapi("SettingsChanges");
const document = z.object({
  settings: z.array(z.object({
    name: z.string(),
    group: z.string(),
    kind: z.enum(["flag", "choice", "number", "text", "url", "summary"]),
    words: z.array(z.string()),
    value: z.string().nullable().openapi({ description: "As the environment variable of this name would have it" }),
    default: z.string().nullable(),
    source: z.enum(["environment", "stored", "default"]).openapi({
      description: "The environment wins: what comes from there cannot be changed here",
    }),
    takes_effect: z.enum(["now", "restart"]),
  })),
}).openapi("InstanceSettings");
const answer = { description: "The settings", content: { "application/json": { schema: document } } };

/** `/api/admin/settings`. */
export function instanceSettingsRoutes(router: Router, { settings, sql, team }: Services): void {
  const describe = async () => ({
    settings: describeSettings(settings, await readStored(sql), await readDefaults(sql)),
  });

  router.route({
    method: "get",
    path: "/api/admin/settings",
    access: "logged-reads-or-refused",
    summary: "Settings that can be changed while the program runs",
    tags,
    responses: { ...refusals, 200: answer },
  }, async (context) => {
    requireAdministrator(context, ADMINISTRATORS_ONLY);
    return context.json(await describe());
  });

  router.route({
    method: "patch",
    path: "/api/admin/settings",
    access: "logged-writes",
    summary: "Change settings, on all servers; null for the default",
    tags,
    request: { body: { content: { "application/json": { schema: changes } } } },
    responses: {
      ...refusals,
      200: answer,
      400: errorAnswer("A value is not accepted"),
      409: errorAnswer("The environment has the setting"),
      415: errorAnswer("Not JSON"),
    },
  }, async (context) => {
    requireAdministrator(context, ADMINISTRATORS_ONLY);
    const given = validate(
      changes,
      await requireJson(context, message("accounts.not_json")),
      message("admin.settings_refused"),
    );
    const wanted = Object.entries(given).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value?.trim() || null] as const]
    );
    context.set("auditDetails", Object.fromEntries(wanted.map(([name, value]) => [name, value ?? "default"])));
    const runtime = wanted.filter(([name]) => isRuntimeName(name));
    const locked = runtime.find(([name]) => isRuntimeName(name) && isGiven(settings, name));
    if (locked) {
      const [name] = locked;
      throw new ApiError(409, message("admin.setting_locked", { name }), { details: { field: name } });
    }
    const defaults = Object.fromEntries(wanted.filter(([name]) => !isRuntimeName(name)));
    await sql.begin(async (tx) => {
      await lockStored(tx);
      const before = await readStored(tx), after = { ...before };
      for (const [name, value] of runtime) {
        if (value === null) delete after[name];
        else after[name] = value;
      }
      refuseWrong(before, after, runtime.map(([name]) => name));
      await writeDefaults(tx, changedDefaults(await readDefaults(tx), defaults));
      await store(tx, Object.fromEntries(runtime));
    });
    // The notification comes too, but after this answer.
    applyStored(settings, await readStored(sql));
    await team.ask("settings");
    return context.json(await describe());
  });

  /**
   * What this version does not accept, and did not before either, is ignored: an earlier version may have stored it.
   * @throws ApiError 400 with the names of the settings that are wrong
   */
  function refuseWrong(before: Record<string, string>, after: Record<string, string>, changed: string[]): void {
    const known = acceptedOf(settings, before).ignored, usable = { ...after };
    for (const name of acceptedOf(settings, after).ignored) {
      if (known.includes(name) && !changed.includes(name)) delete usable[name];
    }
    try {
      withStored(settings, usable);
    } catch (error) {
      if (!(error instanceof SettingsError)) throw error;
      const fields = RUNTIME_NAMES.filter((name) => error.message.includes(name));
      throw new ApiError(400, message("admin.settings_refused"), { details: { error: error.message, fields } });
    }
  }

  function changedDefaults(
    before: Awaited<ReturnType<typeof readDefaults>>,
    changed: Partial<Record<DatabaseSettingName, string | null>>,
  ) {
    const { API_DEFAULT_PICTURE_VISIBILITY: visibility, API_DEFAULT_COLLABORATIVE_METADATA_EDITING: editing } = changed;
    const after = { ...before };
    if (visibility !== undefined) {
      after.default_visibility = oneOfWords<Visibility>(
        "API_DEFAULT_PICTURE_VISIBILITY",
        visibility ?? "anyone",
        VISIBILITIES,
      );
      checkVisibility(after.default_visibility, settings);
    }
    if (editing !== undefined) {
      const word = oneOfWords("API_DEFAULT_COLLABORATIVE_METADATA_EDITING", editing ?? "true", ["true", "false"]);
      after.collaborative_metadata = word === "true";
    }
    return after;
  }
}

function oneOfWords<T extends string>(name: DatabaseSettingName, given: string, words: readonly T[]): T {
  const word = words.find((word) => word === given);
  if (word !== undefined) return word;
  const error = `${name} should be ${words.join(", ")}, got '${given}'`;
  throw new ApiError(400, message("admin.settings_refused"), { details: { error, fields: [name] } });
}
