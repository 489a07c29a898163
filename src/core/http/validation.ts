/** Turns what zod refuses into the error body of the API: one entry a problem, with its place and the value given. */
import type { z } from "@hono/zod-openapi";
import type { Message } from "../messages/mod.ts";
import { ApiError } from "./errors.ts";
import { MISSING } from "./lenient_schemas.ts";

/** Whoever makes more mistakes corrects these first. */
const MOST_PROBLEMS = 20;
/** Characters of an input that is sent back. */
const LONGEST_INPUT = 500;

interface Problem {
  fields: (string | number)[];
  error: string;
  input?: unknown;
}

/**
 * Checks a value against a schema.
 * @param message the summary of the refusal, such as `Impossible to create an UploadSet`
 * @throws ApiError 400 with `details: [{fields, error, input}]`
 */
export function validate<T extends z.ZodType>(schema: T, value: unknown, message: Message): z.output<T> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const found: Problem[] = [];
  for (const issue of result.error.issues) {
    found.push(...problems(issue, value, MOST_PROBLEMS - found.length));
    if (found.length >= MOST_PROBLEMS) break;
  }
  throw new ApiError(400, message, { details: found });
}

type Issue = z.core.$ZodIssue;

function problems(issue: Issue, root: unknown, most: number): Problem[] {
  // The values are JSON and forms, whose keys are never symbols.
  const path = issue.path as (string | number)[];
  if (issue.code === "unrecognized_keys") {
    return issue.keys.slice(0, most).map((key) =>
      problem([...path, key], "Extra inputs are not permitted", valueAt(root, [...path, key]))
    );
  }
  const isMissing = issue.code === "custom" && issue.params === MISSING;
  return [problem(path, wording(issue), valueAt(root, isMissing ? path.slice(0, -1) : path))];
}

function wording(issue: Issue): string {
  if (issue.code === "invalid_type" && issue.expected === "array") return "Input should be a valid list";
  if (issue.code === "invalid_type" && issue.expected === "object") return "Input should be a valid dictionary";
  return issue.message;
}

/** The value is left out when it says nothing: missing, null, empty, zero or false. */
function problem(fields: (string | number)[], error: string, input: unknown): Problem {
  const isEmpty = !input || (typeof input === "object" && Object.keys(input).length === 0);
  return isEmpty ? { fields, error } : { fields, error, input: shortened(input) };
}

/** An input that is long is not sent back whole: its beginning, as text. */
function shortened(input: unknown): unknown {
  if (typeof input === "number" || typeof input === "boolean") return input;
  const text = typeof input === "string" ? input : JSON.stringify(input);
  return text.length <= LONGEST_INPUT ? input : `${text.slice(0, LONGEST_INPUT)}…`;
}

function valueAt(root: unknown, path: (string | number)[]): unknown {
  // deno-lint-ignore no-explicit-any
  return path.reduce<any>((value, key) => value?.[key], root);
}
