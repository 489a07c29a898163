/** `pictures prepare` and `pictures blur`: have pictures processed again. */
import type { Queryable } from "../core/db/sql.ts";
import { UUID } from "../core/http/lenient_schemas.ts";
import { blursHere, findUnknownPictures, queueBlurs, queuePreparations } from "../features/pictures/mod.ts";
import { CommandError, type CommonOptions, withDatabase } from "./environment.ts";
import { Output, type OutputOptions } from "./output.ts";
import { countOf } from "../core/plural.ts";

/** Options of `pictures prepare`. */
export interface PrepareOptions extends CommonOptions, OutputOptions {
  /** Ids; all pictures of the instance when empty. */
  pictures: string[];
  /** Only those whose preparation failed. */
  broken?: boolean;
}

/** Queues jobs, which a server or a picture-worker does. Running it again changes nothing while they wait. */
export function preparePictures({ pictures, broken = false, ...options }: PrepareOptions): Promise<void> {
  return withDatabase(options, async (sql) => {
    const pictureIds = await chosenPictures(sql, pictures);
    const count = await queuePreparations(sql, { pictureIds, onlyBroken: broken });
    reportQueued(count, "prepare", options);
  });
}

/** Options of `pictures blur`. */
export interface BlurOptions extends CommonOptions, OutputOptions {
  /** Ids; all pictures of the instance when empty. */
  pictures: string[];
  /** Also those that were blurred already. */
  again?: boolean;
  /** Of these, only those blurred by a model before this one, such as `builtin-2`. */
  olderThan?: string;
}

/** Queues jobs that blur pictures. Running it again changes nothing while they wait. */
export function blurPictures({ pictures, again = false, olderThan, ...options }: BlurOptions): Promise<void> {
  return withDatabase(options, async (sql, settings) => {
    if (!blursHere(settings)) {
      throw new CommandError("This program blurs no pictures: set BLUR=builtin, without API_BLUR_URL");
    }
    const number = olderThan === undefined ? undefined : /^builtin-(\d{1,6})$/.exec(olderThan)?.[1];
    if (olderThan !== undefined && number === undefined) throw new CommandError(`Invalid model: ${olderThan}`);
    const pictureIds = await chosenPictures(sql, pictures);
    const count = await queueBlurs(sql, {
      pictureIds,
      again: again || number !== undefined,
      olderThan: number === undefined ? undefined : Number(number),
    });
    reportQueued(count, "blur", options);
  });
}

function reportQueued(count: number, what: "prepare" | "blur", options: OutputOptions): void {
  const output = new Output(options);
  const done = { prepare: "prepared", blur: "blurred" }[what];
  output.say(
    count === 0
      ? `No pictures to ${what}`
      : `Queued ${countOf(count, "picture")}, to be ${done} by a running server or \`panoramax picture-worker\``,
  );
  output.give({ queued: count });
}

/** The pictures with these ids; undefined, which means all, without any. */
async function chosenPictures(sql: Queryable, pictures: string[]): Promise<string[] | undefined> {
  const invalid = pictures.filter((id) => !UUID.test(id));
  if (invalid.length > 0) throw new CommandError(`Invalid picture id: ${invalid.join(", ")}`);
  const unknown = await findUnknownPictures(sql, pictures);
  if (unknown.length > 0) throw new CommandError(`Picture not found: ${unknown.join(", ")}`);
  return pictures.length > 0 ? pictures : undefined;
}
