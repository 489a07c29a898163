/** `pictures prepare`: has pictures processed again. */
import { UUID } from "../core/http/lenient_schemas.ts";
import { findUnknownPictures, queuePreparations } from "../features/pictures/mod.ts";
import { CommandError, type CommonOptions, withDatabase } from "./environment.ts";

export interface PrepareOptions extends CommonOptions {
  /** Ids; all pictures of the instance when empty. */
  pictures: string[];
  /** Only those whose preparation failed. */
  broken?: boolean;
}

/** Queues jobs, which a server or a picture-worker does. Running it again changes nothing while they wait. */
export function preparePictures({ pictures, broken = false, ...options }: PrepareOptions): Promise<void> {
  return withDatabase(options, async (sql) => {
    const invalid = pictures.filter((id) => !UUID.test(id));
    if (invalid.length > 0) throw new CommandError(`Invalid picture id: ${invalid.join(", ")}`);
    const unknown = await findUnknownPictures(sql, pictures);
    if (unknown.length > 0) throw new CommandError(`Picture not found: ${unknown.join(", ")}`);
    const pictureIds = pictures.length > 0 ? pictures : undefined;
    const count = await queuePreparations(sql, { pictureIds, onlyBroken: broken });
    console.log(
      count === 0
        ? "No pictures to prepare"
        : `Queued ${count} pictures; a running server or \`panoramax picture-worker\` prepares them`,
    );
  });
}
