/**
 * The last lines of the log of this thread, kept in memory for administrators who cannot read it where it goes. Bounded: many
 * lines of one moment push out older ones.
 */
import { getTextFormatter, type LogRecord } from "@logtape/logtape";

/** About 300 bytes each. */
const MOST_LINES = 5000;
const LONGEST_LINE = 2000;
/** Milliseconds. */
const DAY = 24 * 3600 * 1000;

/** How important a line is. */
export const LOG_LEVELS = ["info", "warning", "error"] as const;
/** How important a line is. */
export type LogLevel = (typeof LOG_LEVELS)[number];

/** A line of the log. */
export interface LogLine {
  /** Milliseconds since 1970. */
  time: number;
  level: LogLevel;
  /** Of the program. */
  part: string;
  text: string;
}

/** Which lines somebody wants: of a level and above, with a text in them, and how many at most. */
export interface WantedLines {
  level: LogLevel;
  search: string;
  limit: number;
}

const lines: LogLine[] = [];
const format = getTextFormatter({
  format: ({ message }) => message,
  value: (value, inspect) => typeof value === "string" ? value : inspect(value),
});

/** What lets whoever reads it act for somebody: signatures of links, tokens, passwords in addresses. */
const SECRETS: readonly [RegExp, string][] = [
  [/([?&][\w-]{0,30}(?:proof|code|state|token|key|keyid|sig|signature|credential|secret|password)=)[^&\s"']+/gi, "$1…"],
  [/\b(Bearer\s+)[\w.~+/=-]+/gi, "$1…"],
  [/\beyJ[\w-]+\.[\w-]+\.[\w-]+/g, "…"],
  [/(\b\w+:\/\/[^\s/:@]*:)[^\s/@]+@/g, "$1…@"],
];

/** Keeps a line; a sink of LogTape. Details of single requests are left out. */
export function keepRecord(record: LogRecord): void {
  const level = record.level === "fatal" ? "error" : record.level;
  if (level === "debug" || level === "trace") return;
  // Requests may have long addresses, and the expressions take the square of the length. What they need the end of is whole.
  const start = format(record).slice(0, 2 * LONGEST_LINE).trimEnd();
  const text = SECRETS.reduce((text, [secret, shown]) => text.replace(secret, shown), start);
  lines.push({
    time: record.timestamp,
    level,
    part: record.category.slice(1).join("."),
    text: text.slice(0, LONGEST_LINE),
  });
  if (lines.length > MOST_LINES) lines.shift();
}

/** The lines of the last day of this thread, the newest first. */
export function recentLines({ level, search, limit }: WantedLines, now = Date.now()): LogLine[] {
  const least = LOG_LEVELS.indexOf(level), wanted = search.toLowerCase();
  const found: LogLine[] = [];
  for (const line of lines.toReversed()) {
    if (found.length === limit || now - line.time > DAY) break;
    if (LOG_LEVELS.indexOf(line.level) < least) continue;
    if (`${line.part} ${line.text}`.toLowerCase().includes(wanted)) found.push(line);
  }
  return found;
}
