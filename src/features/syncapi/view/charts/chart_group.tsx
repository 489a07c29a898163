/** Charts of the same span, and the same values as a table. */
import type { Language, Say } from "../../../../core/messages/mod.ts";
import { type Clock, clockText, numberFormat } from "./axes.ts";
import { Chart } from "./chart.tsx";
import type { Measure } from "./measures.ts";
import type { MeasureRow } from "./queries.ts";

/** Rows of the table: more are read in charts. */
const MOST_ROWS = 60;

/** What is charted. */
export interface ChartGroupProps {
  measures: Measure[];
  rows: MeasureRow[];
  span: { start: number; end: number };
  /** Of the clock at the camera now, seconds east of UTC. */
  utcOffset: number;
  language: Language;
  say: Say;
}

/** What the script of the charts reads, as part of the data of the page. */
export function chartData({ rows, measures }: Pick<ChartGroupProps, "rows" | "measures">) {
  return {
    times: rows.map(({ time }) => Math.round(time)),
    offsets: rows.map(({ offset }) => offset),
    series: Object.fromEntries(
      measures.map(({ name }, index) => [name, rows.map(({ values }) => values[index] ?? null)]),
    ),
  };
}

/** A chart of each measure of which there are values. */
export function ChartGroup({ measures, rows, span, utcOffset, language, say }: ChartGroupProps) {
  const times = rows.map(({ time }) => time);
  const clock: Clock = { times, offsets: rows.map(({ offset }) => offset), fallback: utcOffset };
  const shown = measures.map((measure, index) => ({
    measure,
    index,
    values: rows.map(({ values }) => values[index] ?? null),
  }))
    .filter(({ values }) => values.filter((value) => value !== null).length > 1);
  if (shown.length === 0) return <p class="muted">{say("sky.nothing_measured")}</p>;
  const step = Math.ceil(rows.length / MOST_ROWS);
  const format = numberFormat(language);
  return (
    <>
      <section class="charts">
        {shown.map(({ measure: { name, title }, values }) => (
          <Chart
            name={name}
            title={title}
            span={span}
            times={times}
            values={values}
            clock={clock}
            language={language}
          />
        ))}
      </section>
      <details class="values">
        <summary>{say("sky.as_table")}</summary>
        <div class="scrolls" tabindex={0} role="region" aria-label={say("sky.as_table")}>
          <table>
            <thead>
              <tr>
                <th scope="col">{say("syncapi.local_time")}</th>
                {shown.map(({ measure: { title } }) => <th scope="col">{title}</th>)}
              </tr>
            </thead>
            <tbody>
              {rows.filter((_, index) => index % step === 0).map(({ time, values }) => (
                <tr>
                  <th scope="row">{clockText(time, clock)}</th>
                  {shown.map(({ index }) => {
                    const value = values[index] ?? null;
                    return <td>{value === null ? "–" : format.format(value)}</td>;
                  })}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </>
  );
}
