/** Literals of filters as values of SQL. */
import { UUID } from "../../../core/http/lenient_schemas.ts";
import { message } from "../../../core/messages/mod.ts";
import { MomentError, readMoment } from "../parameters/moment.ts";
import type { SqlPiece } from "./compile.ts";
import { FilterError } from "./expression.ts";

/** @throws FilterError when the text is no moment */
export function timestampLiteral(text: string): SqlPiece {
  const moment = momentOf(text);
  return (sql) => sql`${moment}::timestamptz`;
}

/** The day of a moment, in UTC. @throws FilterError when the text is no moment */
export function dateLiteral(text: string): SqlPiece {
  const moment = momentOf(text);
  return (sql) => sql`${moment}::timestamptz::date`;
}

/** @throws FilterError when the text is no UUID */
export function uuidLiteral(text: string): SqlPiece {
  if (!UUID.test(text)) throw new FilterError(message("stac.filter_not_an_id", { text }));
  return (sql) => sql`${text}::uuid`;
}

/** @throws FilterError when the text is no number */
export function numberLiteral(text: string): SqlPiece {
  const number = text.trim() === "" ? NaN : Number(text);
  if (!Number.isFinite(number)) throw new FilterError(message("stac.filter_not_a_number", { text }));
  return (sql) => sql`${number}::float8`;
}

/** @throws FilterError for a text that PostgreSQL cannot hold */
export function textLiteral(text: string): SqlPiece {
  // PostgreSQL has no text with this character.
  if (text.includes("\0")) throw new FilterError(message("stac.filter_null_character"));
  return (sql) => sql`${text}::text`;
}

function momentOf(text: string): string {
  try {
    return readMoment(text);
  } catch (error) {
    if (error instanceof MomentError) throw new FilterError(error.text);
    throw error;
  }
}
