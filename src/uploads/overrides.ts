/** Form fields that ask for other metadata than the picture's own. */
import { ApiError } from "../http/errors.ts";

/**
 * Refuses what cannot be honoured: storing a picture with its own position when another one was asked for would be worse.
 * @throws ApiError 400 naming the field
 */
export function refuseOverrides(form: Map<string, string>): void {
  const name = [...form.keys()].find((key) => key.startsWith("override_"));
  if (name) throw new ApiError(400, `Parameter \`${name}\` is not supported by this server yet`);
}
