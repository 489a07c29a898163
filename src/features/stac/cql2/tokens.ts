/** Cuts a filter expression of the CQL2 text encoding into tokens. */
import { message } from "../../../core/messages/mod.ts";
import { FilterError } from "./expression.ts";

/** Keywords are given in upper case; quoted names and literals without their quotes. */
export type Token = { kind: "keyword" | "name" | "literal" | "operator"; text: string };

const KEYWORDS = new Set([
  "AND",
  "BETWEEN",
  "DATE",
  "FALSE",
  "ILIKE",
  "IN",
  "IS",
  "LIKE",
  "NOT",
  "NULL",
  "OR",
  "TIMESTAMP",
  "TRUE",
]);

const TOKEN =
  /\s*(?:(?<quoted>"(?:[^"]|"")+")|(?<literal>'(?:[^']|'')*')|(?<number>[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[Ee][+-]?\d+)?)(?![\w.])|(?<word>[A-Za-z_][\w.:]*)|(?<operator><=|>=|<>|=(?!=)|<|>|\(|\)|,))/y;

/** @throws FilterError at the first character that begins no token */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  const end = text.trimEnd().length;
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < end) {
    const start = TOKEN.lastIndex;
    const groups = TOKEN.exec(text)?.groups;
    if (!groups) {
      const unread = { position: start + 1, text: text.slice(start).trim().slice(0, 20) };
      throw new FilterError(message("stac.filter_unexpected_at", unread));
    }
    tokens.push(toToken(groups));
  }
  return tokens;
}

function toToken({ quoted, literal, number, word, operator }: Record<string, string | undefined>): Token {
  if (quoted) return { kind: "name", text: quoted.slice(1, -1).replaceAll('""', '"') };
  if (literal) return { kind: "literal", text: literal.slice(1, -1).replaceAll("''", "'") };
  if (number) return { kind: "literal", text: number };
  // Keywords may be written in any case (21-065, 6.1).
  if (word) {
    const keyword = word.toUpperCase();
    return KEYWORDS.has(keyword) ? { kind: "keyword", text: keyword } : { kind: "name", text: word };
  }
  return { kind: "operator", text: operator ?? "" };
}
