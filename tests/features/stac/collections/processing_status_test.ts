import assert from "node:assert/strict";
import { processingJson, type ProcessingRow } from "../../../../src/features/stac/collections/processing_status.ts";

const ROW: ProcessingRow = {
  id: "x",
  status: "ready",
  rank: 1,
  jobs: 1,
  nb_errors: 0,
  processed_at: "2024-05-01 10:00:00.5+00",
  last_is_running: false,
  error: null,
  error_text: null,
};
const shown = (row: Partial<ProcessingRow>) => JSON.parse(JSON.stringify(processingJson({ ...ROW, ...row }, "fr")));

Deno.test("processingJson() says how far a picture is", () => {
  const ended = { processing_in_progress: false, nb_errors: 0, processed_at: "2024-05-01T10:00:00.500000+00:00" };
  const cases: [Partial<ProcessingRow>, Record<string, unknown>][] = [
    [{ status: "waiting-for-process", jobs: 0, processed_at: null }, { status: "waiting-for-process" }],
    [{}, { status: "ready", ...ended }],
    [{ status: "waiting-for-process", last_is_running: true, processed_at: null }, {
      status: "preparing",
      processing_in_progress: true,
      nb_errors: 0,
    }],
    [{ status: "waiting-for-process", nb_errors: 6, error: "Blur API failure: ConnectTimeout" }, {
      status: "broken",
      ...ended,
      nb_errors: 6,
      process_error: "Blur API failure: ConnectTimeout",
    }],
    [{ error: "The server stopped …", error_text: { key: "jobs.process_died", values: { times: 5 } } }, {
      status: "broken",
      ...ended,
      process_error: "Le serveur s’est arrêté 5 fois pendant cette tâche",
    }],
    [{ nb_errors: 3 }, { status: "ready", ...ended, nb_errors: 3 }],
  ];
  for (const [row, expected] of cases) assert.deepEqual(shown(row), { id: "x", rank: 1, ...expected });
});
