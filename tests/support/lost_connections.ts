/** What is told of queries whose connection the server ended. */
import { isDatabaseAway } from "../../src/core/db/errors.ts";

/** Whether an error tells that the connection was lost; the last word of the server is for nobody's query. */
export function isOfConnection(error: unknown): boolean {
  return isDatabaseAway(error) && (error as { code?: string }).code !== "57P01";
}
