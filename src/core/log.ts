/** Logs, by LogTape: one line an event, as text for people or as JSON Lines for machines. */
import {
  configure,
  getLogger,
  getTextFormatter,
  jsonLinesFormatter,
  type Logger,
  type LogRecord,
} from "@logtape/logtape";
import { AsyncLocalStorage } from "node:async_hooks";
import { keepRecord } from "./recent_log.ts";
import type { Settings } from "./settings/mod.ts";

/** The logger of one part of the program, such as `logger("jobs")`. */
export function logger(part: string): Logger {
  return getLogger(["panoramax", part]);
}

/**
 * Turns logging on.
 * @param stream where lines go: "stdout" for servers, "stderr" for commands whose output is data
 */
export async function startLogging(
  settings: Pick<Settings, "API_LOG_LEVEL" | "API_LOG_FORMAT">,
  stream: "stdout" | "stderr",
): Promise<void> {
  const output = stream === "stdout" ? Deno.stdout : Deno.stderr;
  const format = settings.API_LOG_FORMAT === "json" ? jsonLinesFormatter : textFormatter();
  const encoder = new TextEncoder();
  await configure({
    reset: true,
    contextLocalStorage: new AsyncLocalStorage(),
    sinks: { lines: (record: LogRecord) => writeAll(output, encoder.encode(format(record))), recent: keepRecord },
    loggers: [
      {
        category: "panoramax",
        lowestLevel: settings.API_LOG_LEVEL === "warn" ? "warning" : settings.API_LOG_LEVEL,
        sinks: ["lines", "recent"],
      },
      { category: ["logtape", "meta"], lowestLevel: "warning", sinks: ["lines"] },
    ],
  });
}

function textFormatter() {
  const format = getTextFormatter({
    timestamp: "date-time-tz",
    level: "full",
    category: (names) => names.slice(1).join("."),
    value: (value, inspect) => typeof value === "string" ? value : inspect(value),
  });
  return (record: LogRecord) => {
    const request = record.properties.request_id;
    return request ? format(record).replace(/\n$/, ` [${request}]\n`) : format(record);
  };
}

function writeAll(output: { writeSync(bytes: Uint8Array): number }, bytes: Uint8Array): void {
  for (let written = 0; written < bytes.length;) written += output.writeSync(bytes.subarray(written));
}
