/** Reads filter expressions. */
import { type ComparisonOperator, type Expression, FilterError } from "./expression.ts";
import { type Token, tokenize } from "./tokens.ts";

const COMPARISONS = new Set(["=", "<>", "<", "<=", ">", ">="]);

/** Bounds of what is read, so that no expression can exhaust the stack or the planner. */
const MOST_TOKENS = 1000, MOST_DEPTH = 50;

/**
 * Reads an expression. AND and OR bind equally and are read from left to right, as geovisio's clients expect; only
 * parentheses change that.
 * @throws FilterError
 */
export function parseFilter(text: string): Expression {
  const tokens = tokenize(text);
  if (tokens.length > MOST_TOKENS) throw new FilterError("The expression is too long");
  return new Parser(tokens).parse();
}

class Parser {
  private position = 0;
  private depth = 0;

  constructor(private readonly tokens: Token[]) {}

  parse(): Expression {
    const expression = this.combination();
    const rest = this.tokens.at(this.position);
    if (rest) throw new FilterError(`Unexpected ${rest.text}`);
    return expression;
  }

  private combination(): Expression {
    if (++this.depth > MOST_DEPTH) throw new FilterError("The expression is nested too deeply");
    let left = this.term();
    while (true) {
      const kind = this.takes("keyword", "AND") ? "and" : this.takes("keyword", "OR") ? "or" : undefined;
      if (!kind) break;
      left = { kind, left, right: this.term() };
    }
    this.depth--;
    return left;
  }

  private term(): Expression {
    let isNegated = false;
    while (this.takes("keyword", "NOT")) isNegated = !isNegated;
    const operand = this.takes("operator", "(") ? this.closed(this.combination()) : this.predicate();
    return isNegated ? { kind: "not", operand } : operand;
  }

  private closed<T>(value: T): T {
    this.expect("operator", ")");
    return value;
  }

  private predicate(): Expression {
    const property = this.expect("name");
    const next = this.tokens.at(this.position++);
    if (next?.kind === "operator" && COMPARISONS.has(next.text)) {
      return { kind: "comparison", property, operator: next.text as ComparisonOperator, value: this.expect("literal") };
    }
    if (next?.kind !== "keyword") throw new FilterError(`Expected an operator after ${property}`);
    if (next.text === "IS") {
      const isNegated = this.takes("keyword", "NOT");
      this.expect("keyword", "NULL");
      return { kind: "null", property, isNegated };
    }
    if (next.text === "BETWEEN") {
      const low = this.expect("literal");
      this.expect("keyword", "AND");
      return { kind: "between", property, low, high: this.expect("literal") };
    }
    const isNegated = next.text === "NOT";
    const operator = isNegated ? this.expect("keyword") : next.text;
    if (operator === "IN") return { kind: "in", property, values: this.list(), isNegated };
    if (operator === "LIKE" || operator === "ILIKE") {
      const pattern = this.expect("literal");
      return { kind: "like", property, pattern, isNegated, ignoresCase: operator === "ILIKE" };
    }
    throw new FilterError(`Unexpected ${operator}`);
  }

  private list(): string[] {
    this.expect("operator", "(");
    const values = [this.expect("literal")];
    while (this.takes("operator", ",")) values.push(this.expect("literal"));
    return this.closed(values);
  }

  private takes(kind: Token["kind"], text: string): boolean {
    const token = this.tokens.at(this.position);
    if (token?.kind !== kind || token.text !== text) return false;
    this.position++;
    return true;
  }

  private expect(kind: Token["kind"], text?: string): string {
    const token = this.tokens.at(this.position++);
    if (token?.kind !== kind || (text !== undefined && token.text !== text)) {
      throw new FilterError(`Expected ${text ?? `a ${kind}`}${token ? `, got ${token.text}` : ""}`);
    }
    return token.text;
  }
}
