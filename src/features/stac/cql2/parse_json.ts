/** Reads filter expressions of the CQL2 JSON encoding (21-065, annex B). */
import { message } from "../../../core/messages/mod.ts";
import {
  checkPattern,
  type Expression,
  FilterError,
  mirrored,
  MOST_DEPTH,
  MOST_PREDICATES,
  readComparison,
} from "./expression.ts";

/**
 * Reads an expression.
 * @param value what `JSON.parse` gives
 * @throws FilterError
 */
export function parseJsonFilter(value: unknown): Expression {
  return new Reader().expression(value, 1);
}

class Reader {
  #predicates = 0;

  expression(value: unknown, depth: number): Expression {
    if (depth > MOST_DEPTH) throw new FilterError(message("stac.filter_too_deep"));
    if (++this.#predicates > MOST_PREDICATES) throw new FilterError(message("stac.filter_too_long"));
    if (typeof value === "boolean") return { kind: "constant", value };
    const { op, args } = operation(value);
    switch (op) {
      case "and":
      case "or":
        if (args.length < 2) throw new FilterError(message("stac.filter_more_arguments", { operator: op }));
        return args.map((arg) => this.expression(arg, depth + 1))
          .reduce((left, right) => ({ kind: op, left, right }));
      case "not":
        return { kind: "not", operand: this.expression(only(op, args), depth + 1) };
      default:
        return predicate(op, args);
    }
  }
}

function operation(value: unknown): { op: string; args: unknown[] } {
  if (typeof value !== "object" || value === null || !("op" in value) || !("args" in value)) {
    throw new FilterError(message("stac.filter_operation_expected"));
  }
  const { op, args } = value;
  if (typeof op !== "string" || !Array.isArray(args)) throw new FilterError(message("stac.filter_operation_types"));
  return { op, args };
}

function predicate(op: string, args: unknown[]): Expression {
  const [first, second, third] = args;
  const operator = readComparison(op);
  if (operator) {
    if (args.length !== 2) throw new FilterError(message("stac.filter_two_arguments", { operator: op }));
    return isProperty(first)
      ? { kind: "comparison", property: property(first), operator, value: literal(second) }
      : { kind: "comparison", property: property(second), operator: mirrored(operator), value: literal(first) };
  }
  switch (op) {
    case "isNull":
      return { kind: "null", property: property(only(op, args)), isNegated: false };
    case "between":
      if (args.length !== 3) throw new FilterError(message("stac.filter_between"));
      return { kind: "between", property: property(first), low: literal(second), high: literal(third) };
    case "in":
      if (!Array.isArray(second) || second.length === 0 || second.length > MOST_PREDICATES) {
        throw new FilterError(message("stac.filter_in", { count: MOST_PREDICATES }));
      }
      return { kind: "in", property: property(first), values: second.map(literal), isNegated: false };
    case "like":
      if (typeof second !== "string") throw new FilterError(message("stac.filter_like"));
      return {
        kind: "like",
        property: property(first),
        pattern: checkPattern(second),
        isNegated: false,
        ignoresCase: false,
      };
    default:
      throw new FilterError(message("stac.filter_unknown_operator", { operator: op }));
  }
}

function only(op: string, args: unknown[]): unknown {
  if (args.length !== 1) throw new FilterError(message("stac.filter_one_argument", { operator: op }));
  return args[0];
}

function isProperty(value: unknown): value is { property: unknown } {
  return typeof value === "object" && value !== null && "property" in value;
}

function property(value: unknown): string {
  if (isProperty(value) && typeof value.property === "string") return value.property;
  throw new FilterError(message("stac.filter_property_expected"));
}

function literal(value: unknown): string {
  if (typeof value === "string") return value;
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  if (typeof value === "object" && value !== null) {
    if ("timestamp" in value && typeof value.timestamp === "string") return value.timestamp;
    if ("date" in value && typeof value.date === "string") return value.date;
  }
  throw new FilterError(message("stac.filter_literal_expected"));
}
