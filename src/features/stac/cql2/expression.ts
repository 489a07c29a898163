/** Filter expressions (OGC Common Query Language CQL2, 21-065), as far as the API supports them. */
import { type Message, message } from "../../../core/messages/mod.ts";

const COMPARISONS = ["=", "<>", "<", "<=", ">", ">="] as const;
/** As CQL2 text writes them. */
export type ComparisonOperator = (typeof COMPARISONS)[number];

/** The operator that a text is; undefined when it is none. */
export function readComparison(text: string): ComparisonOperator | undefined {
  return COMPARISONS.find((known) => known === text);
}

/**
 * A condition on one property. Literals are text: what stands between the quotes, a number as written, `true` or
 * `false`, or the text of a TIMESTAMP or DATE. Which type it has to be is known from the property.
 */
export type Predicate =
  | { kind: "comparison"; property: string; operator: ComparisonOperator; value: string }
  | { kind: "between"; property: string; low: string; high: string }
  | { kind: "in"; property: string; values: string[]; isNegated: boolean }
  | { kind: "like"; property: string; pattern: string; isNegated: boolean; ignoresCase: boolean }
  | { kind: "null"; property: string; isNegated: boolean };

/** A filter, or a part of one. */
export type Expression =
  | Predicate
  | { kind: "and" | "or"; left: Expression; right: Expression }
  | { kind: "not"; operand: Expression }
  | { kind: "constant"; value: boolean };

/** An expression that cannot be read or is not supported. */
export class FilterError extends Error {
  /** The reason, for the person who wrote it. */
  readonly text: Message;

  constructor(text: Message) {
    super(String(text));
    this.text = text;
  }
}

/** Bounds of what is read, so that no expression can exhaust the stack or the planner. */
export const MOST_DEPTH = 50;
/** Predicates of one filter; PostgreSQL plans more of them slowly. */
export const MOST_PREDICATES = 200;

const MOST_WILDCARDS = 5, LONGEST_PATTERN = 256;

/**
 * Refuses patterns of LIKE that PostgreSQL cannot read, or that would keep it busy: it tries every way in which the `%`
 * may fall on the text.
 * @throws FilterError
 */
export function checkPattern(pattern: string): string {
  if (pattern.length > LONGEST_PATTERN) {
    throw new FilterError(message("stac.filter_pattern_length", { length: LONGEST_PATTERN }));
  }
  const unescaped = pattern.replace(/\\[^]/g, "");
  if (unescaped.includes("\\")) throw new FilterError(message("stac.filter_pattern_end"));
  if (unescaped.split(/%+/).length - 1 > MOST_WILDCARDS) {
    throw new FilterError(message("stac.filter_pattern_wildcards", { count: MOST_WILDCARDS }));
  }
  return pattern;
}

/** The same comparison with its sides exchanged, as in `5 < a`. */
export function mirrored(operator: ComparisonOperator): ComparisonOperator {
  const mirror = { "=": "=", "<>": "<>", "<": ">", "<=": ">=", ">": "<", ">=": "<=" } as const;
  return mirror[operator];
}

/** Whether nothing that lacks the property can match: comparisons with NULL are never true. */
export function excludesNull(expression: Expression, property: string): boolean {
  switch (expression.kind) {
    case "and":
      return excludesNull(expression.left, property) || excludesNull(expression.right, property);
    case "or":
      return excludesNull(expression.left, property) && excludesNull(expression.right, property);
    case "not":
    case "constant":
      return false;
    case "null":
      return expression.isNegated && expression.property === property;
    default:
      return expression.property === property;
  }
}
