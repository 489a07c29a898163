/** What administrators see of the log. */
import assert from "node:assert/strict";
import type { LogRecord } from "@logtape/logtape";
import { keepRecord, recentLines } from "../../src/core/recent_log.ts";

function keep(text: string): void {
  const record: LogRecord = {
    category: ["panoramax", "recent"],
    level: "error",
    message: [text],
    rawMessage: text,
    properties: {},
    timestamp: Date.now(),
  };
  keepRecord(record);
}

Deno.test("addresses that are signed for somebody are shown without what they were signed with", () => {
  for (
    const query of [
      "X-Amz-Credential=hunter2&X-Amz-Security-Token=hunter2&X-Amz-Signature=hunter2",
      "AWSAccessKeyId=hunter2&Signature=hunter2",
      "a=1&api_key=hunter2",
      "sig=hunter2",
    ]
  ) {
    keep(`No answer from https://maps.example.org/a.pmtiles?${query}`);
    assert.doesNotMatch(recentLines({ level: "info", search: "", limit: 1 })[0]!.text, /hunter2/);
  }
});

Deno.test("a long line takes no long time", () => {
  for (const part of ["a", "-eyJ", "&sig", "a://", "&key"]) {
    const start = performance.now();
    keep(part.repeat(60_000));
    assert.ok(performance.now() - start < 500, part);
    assert.ok(recentLines({ level: "info", search: "", limit: 1 })[0]!.text.length <= 2000);
  }
});
