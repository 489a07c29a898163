/** The results as one table of Markdown. */
import type { Measurement } from "../measurement.ts";
import { costRatio, find, ratio, type Results } from "./results.ts";

/** One row a workload, one column a server, and our rates as multiples of geovisio's. */
export function table(results: Results): string {
  const shown = results.targets.filter(({ measurements }) => measurements.length > 0);
  const ours = shown.filter(({ name }) => name !== "geovisio");
  const compared = ours.length < shown.length ? ours : [];
  const workloads = new Set(shown.flatMap(({ measurements }) => measurements.map(({ workload }) => workload)));
  const header = ["", ...shown.map(({ name }) => name), ...compared.map(({ name }) => `${name} / geovisio`)];
  const rows = [...workloads].map((workload) => [
    workload,
    ...shown.map((result) => cell(find(result, workload))),
    ...compared.map((result) => multiples(ratio(results, result, workload), costRatio(results, result, workload))),
  ]);
  return [header, header.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

/** Rate a second, processor time for one, and the latencies that half and 99 of 100 requests stay within. */
function cell(measurement: Measurement | undefined): string {
  if (!measurement) return "";
  const { rate, cost, p50, p99, megabytes, failure } = measurement;
  if (failure !== undefined) return failure;
  if (megabytes !== undefined) return `${megabytes.toFixed(0)} MB`;
  const latency = p50 === undefined || p99 === undefined ? "" : `${number(p50)} / ${number(p99)} ms`;
  const parts = [
    ...(rate === undefined ? [] : [`${number(rate)}/s`]),
    ...(cost === undefined ? [] : [`${number(cost)} ms CPU`]),
    ...(latency === "" ? [] : [latency]),
  ];
  return parts.join(", ");
}

/** By the clock, then by processor time. */
function multiples(times: number | undefined, cheaper: number | undefined): string {
  if (times === undefined) return "";
  return `${number(times)} ×${cheaper === undefined ? "" : `, ${number(cheaper)} × CPU`}`;
}

function number(value: number): string {
  if (value < 1) return value.toFixed(2);
  return value < 10 ? value.toFixed(1) : Math.round(value).toLocaleString("en");
}
