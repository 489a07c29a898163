/** Cuts a filter expression into tokens. */
import { FilterError } from "./expression.ts";

/** Keywords are written in upper case; `quoted` names and literals are given without their quotes. */
export type Token = { kind: "keyword" | "name" | "literal" | "operator"; text: string };

const KEYWORDS = new Set(["AND", "OR", "NOT", "BETWEEN", "IN", "LIKE", "ILIKE", "IS", "NULL"]);

const TOKEN =
  /\s*(?:(?<quoted>"(?:[^"]|"")+")|(?<literal>'(?:[^']|'')*')|(?<number>[+-]?\d+(?:\.\d+)?)(?![\w.])|(?<word>[A-Za-z_][\w.:]*)|(?<operator><=|>=|<>|=(?!=)|<|>|\(|\)|,))/y;

/** @throws FilterError at the first character that begins no token */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  const end = text.trimEnd().length;
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < end) {
    const start = TOKEN.lastIndex;
    const groups = TOKEN.exec(text)?.groups;
    if (!groups) throw new FilterError(`Unexpected text at ${start + 1}: ${text.slice(start).trim().slice(0, 20)}`);
    tokens.push(toToken(groups));
  }
  return tokens;
}

function toToken({ quoted, literal, number, word, operator }: Record<string, string | undefined>): Token {
  if (quoted) return { kind: "name", text: quoted.slice(1, -1).replaceAll('""', '"') };
  if (literal) return { kind: "literal", text: literal.slice(1, -1).replaceAll("''", "'") };
  if (number) return { kind: "literal", text: number };
  // Boolean literals have no quotes and any case (CQL2 BNF, `booleanLiteral`).
  if (word && /^(true|false)$/i.test(word)) return { kind: "literal", text: word.toLowerCase() };
  if (word) return { kind: KEYWORDS.has(word) ? "keyword" : "name", text: word };
  return { kind: "operator", text: operator! };
}
