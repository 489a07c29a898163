/** Values in metadata. Whole numbers may come with a fraction; measures may be missing, since sensors fail. */
import { z } from "zod";

const INT32 = 2 ** 31 - 1;

/** A measure; null when the sensor had none. */
export const measure = z.number().nullable();

/** A whole number of 32 bits; fractions are truncated. */
export const whole = z.number().transform(Math.trunc).pipe(z.number().min(-INT32 - 1).max(INT32)).nullable();

/** A truth value, also as a number. */
export const truth = z.union([z.boolean(), z.number()]).transform(Boolean);

/** What counts as true in Python: an empty list is not. */
export const truthOfPython = z.unknown().transform((value) => Array.isArray(value) ? value.length > 0 : Boolean(value));

/** Text of a bounded length. */
export const text = z.string().max(2048).nullable();

/** A free-form object. */
export const freeForm = z.record(z.string(), z.unknown());

/** Seconds east of UTC, as a whole number. */
export const utcOffset = z.number().min(-86_400).max(86_400).transform(Math.round);

/** A UUID (RFC 9562), in lower case. It becomes part of paths. */
export const uuid = z.string().regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i, "not a UUID")
  .transform((value) => value.toLowerCase());
