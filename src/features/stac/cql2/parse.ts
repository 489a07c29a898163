/** Reads filter expressions of the CQL2 text encoding. */
import { message, type MessageKey } from "../../../core/messages/mod.ts";
import {
  checkPattern,
  type ComparisonOperator,
  type Expression,
  FilterError,
  mirrored,
  MOST_DEPTH,
  MOST_PREDICATES,
  readComparison,
} from "./expression.ts";
import { type Token, tokenize } from "./tokens.ts";

const MOST_TOKENS = 5 * MOST_PREDICATES;
const KIND_TEXTS = {
  keyword: "stac.filter_a_keyword",
  name: "stac.filter_a_name",
  literal: "stac.filter_a_literal",
  operator: "stac.filter_an_operator",
} as const satisfies Record<Token["kind"], MessageKey>;

/**
 * Reads an expression. NOT binds closer than AND, and AND closer than OR.
 * @throws FilterError
 */
export function parseFilter(text: string): Expression {
  const tokens = tokenize(text);
  if (tokens.length > MOST_TOKENS) throw new FilterError(message("stac.filter_too_long"));
  return new Parser(tokens).parse();
}

class Parser {
  readonly #tokens: Token[];
  #position = 0;
  #depth = 0;

  constructor(tokens: Token[]) {
    this.#tokens = tokens;
  }

  parse(): Expression {
    const expression = this.#alternatives();
    const rest = this.#tokens.at(this.#position);
    if (rest) throw new FilterError(message("stac.filter_unexpected", { text: rest.text }));
    return expression;
  }

  #alternatives(): Expression {
    if (++this.#depth > MOST_DEPTH) throw new FilterError(message("stac.filter_too_deep"));
    let left = this.#conjunction();
    while (this.#takes("keyword", "OR")) left = { kind: "or", left, right: this.#conjunction() };
    this.#depth--;
    return left;
  }

  #conjunction(): Expression {
    let left = this.#factor();
    while (this.#takes("keyword", "AND")) left = { kind: "and", left, right: this.#factor() };
    return left;
  }

  #factor(): Expression {
    let isNegated = false;
    while (this.#takes("keyword", "NOT")) isNegated = !isNegated;
    const operand = this.#takes("operator", "(") ? this.#closed(this.#alternatives()) : this.#primary();
    return isNegated ? { kind: "not", operand } : operand;
  }

  #closed<T>(value: T): T {
    this.#expect("operator", ")");
    return value;
  }

  #primary(): Expression {
    if (this.#takes("keyword", "TRUE")) return { kind: "constant", value: true };
    if (this.#takes("keyword", "FALSE")) return { kind: "constant", value: false };
    const first = this.#tokens.at(this.#position);
    if (first && first.kind !== "name") {
      const value = this.#literal(), operator = this.#comparison();
      return { kind: "comparison", property: this.#expect("name"), operator: mirrored(operator), value };
    }
    return this.#predicate(this.#expect("name"));
  }

  #predicate(property: string): Expression {
    const next = this.#tokens.at(this.#position);
    if (next?.kind === "operator") {
      return { kind: "comparison", property, operator: this.#comparison(), value: this.#literal() };
    }
    if (this.#takes("keyword", "IS")) {
      const isNegated = this.#takes("keyword", "NOT");
      this.#expect("keyword", "NULL");
      return { kind: "null", property, isNegated };
    }
    const isNegated = this.#takes("keyword", "NOT");
    if (this.#takes("keyword", "BETWEEN")) {
      const low = this.#literal();
      this.#expect("keyword", "AND");
      const between: Expression = { kind: "between", property, low, high: this.#literal() };
      return isNegated ? { kind: "not", operand: between } : between;
    }
    if (this.#takes("keyword", "IN")) return { kind: "in", property, values: this.#list(), isNegated };
    const ignoresCase = this.#takes("keyword", "ILIKE");
    if (ignoresCase || this.#takes("keyword", "LIKE")) {
      return { kind: "like", property, pattern: checkPattern(this.#expect("literal")), isNegated, ignoresCase };
    }
    throw new FilterError(message("stac.filter_operator_expected", { property }));
  }

  #comparison(): ComparisonOperator {
    const text = this.#expect("operator"), operator = readComparison(text);
    if (!operator) throw new FilterError(message("stac.filter_unexpected", { text }));
    return operator;
  }

  #list(): string[] {
    this.#expect("operator", "(");
    const values = [this.#literal()];
    while (this.#takes("operator", ",")) values.push(this.#literal());
    return this.#closed(values);
  }

  #literal(): string {
    if (this.#takes("keyword", "TRUE")) return "true";
    if (this.#takes("keyword", "FALSE")) return "false";
    if (this.#takes("keyword", "TIMESTAMP") || this.#takes("keyword", "DATE")) {
      this.#expect("operator", "(");
      return this.#closed(this.#expect("literal"));
    }
    return this.#expect("literal");
  }

  #takes(kind: Token["kind"], text: string): boolean {
    const token = this.#tokens.at(this.#position);
    if (token?.kind !== kind || token.text !== text) return false;
    this.#position++;
    return true;
  }

  #expect(kind: Token["kind"], text?: string): string {
    const token = this.#tokens.at(this.#position++);
    if (token?.kind !== kind || (text !== undefined && token.text !== text)) {
      const expected = text ?? message(KIND_TEXTS[kind]);
      throw new FilterError(
        token
          ? message("stac.filter_expected_instead", { expected, text: token.text })
          : message("stac.filter_expected", { expected }),
      );
    }
    return token.text;
  }
}
