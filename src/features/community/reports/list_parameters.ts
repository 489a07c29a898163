/** Which reports are listed. */
import { message } from "../../../core/messages/mod.ts";
import { z } from "@hono/zod-openapi";
import { ApiError } from "../../../core/http/errors.ts";
import { integer, UUID } from "../../../core/http/lenient_schemas.ts";
import { validate } from "../../../core/http/validation.ts";
import { compileExpression, type FieldReader, FilterError, parseFilter, type SqlPiece } from "../../stac/mod.ts";
import { STATUSES } from "./report.ts";

/** The query of a list of reports. */
export const reportListQuery = z.object({
  limit: integer({ min: 0, max: 1000 }).optional(),
  filter: z.string().optional().openapi({
    description: "CQL2 on status, reporter and owner; 'me' is the caller",
    example: "status = 'waiting' AND owner = 'me'",
  }),
});

/** Which reports a list has. */
export interface ReportListParameters {
  limit: number;
  /** On `reports` as `r` and the owner of what is reported as `o.owner_id`. */
  condition: SqlPiece;
}

const DEFAULT_LIMIT = 100;
/** Reports that still need attention. */
const UNRESOLVED = "status IN ('open', 'open_autofix', 'waiting')";

/**
 * @param query values of the parameters by name
 * @param caller id of the account that `'me'` stands for
 * @throws ApiError 400
 */
export function readReportListParameters(query: Record<string, string>, caller: string): ReportListParameters {
  const { limit = DEFAULT_LIMIT } = validate(
    reportListQuery.pick({ limit: true }),
    query,
    message("http.bad_parameters"),
  );
  try {
    return { limit, condition: compileExpression(parseFilter(query.filter || UNRESOLVED), fieldsFor(caller)) };
  } catch (error) {
    if (!(error instanceof FilterError)) throw error;
    throw new ApiError(400, message("http.unsupported_filter"), { details: { error: error.text } });
  }
}

function fieldsFor(caller: string): FieldReader {
  const account = (text: string): SqlPiece => {
    const id = text === "me" ? caller : text;
    if (!UUID.test(id)) throw new FilterError(message("community.reports_filter_account", { text }));
    return (sql) => sql`${id}::uuid`;
  };
  return (name) => {
    switch (name) {
      case "status":
        return {
          column: (sql) => sql`r.status`,
          literal: (text) => {
            if (!STATUSES.some((known) => known === text)) {
              throw new FilterError(message("community.reports_filter_status", { text }));
            }
            return (sql) => sql`${text}::report_status`;
          },
        };
      case "reporter":
        return { column: (sql) => sql`r.reporter_account_id`, literal: account };
      case "owner":
        return { column: (sql) => sql`o.owner_id`, literal: account };
      default:
        throw new FilterError(message("stac.filter_unknown_field", { name }));
    }
  };
}
