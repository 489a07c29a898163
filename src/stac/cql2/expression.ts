/** Filter expressions (OGC Common Query Language, CQL2 text encoding), as far as the API supports them. */

export type ComparisonOperator = "=" | "<>" | "<" | "<=" | ">" | ">=";

/** A condition on one property. Literals are the text between the quotes, or a number as written. */
export type Predicate =
  | { kind: "comparison"; property: string; operator: ComparisonOperator; value: string }
  | { kind: "between"; property: string; low: string; high: string }
  | { kind: "in"; property: string; values: string[]; isNegated: boolean }
  | { kind: "like"; property: string; pattern: string; isNegated: boolean; ignoresCase: boolean }
  | { kind: "null"; property: string; isNegated: boolean };

export type Expression =
  | Predicate
  | { kind: "and" | "or"; left: Expression; right: Expression }
  | { kind: "not"; operand: Expression };

/** An expression that cannot be read or is not supported; the message tells why. */
export class FilterError extends Error {}
