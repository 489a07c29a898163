/** Follows a choice of year, month, day and hour: what there is to choose from, and the resulting period. */
import type { Queryable } from "../../../../core/db/sql.ts";
import { type Chosen, labelOf, LEVELS, type Period, periodsWithin, type Span } from "./periods.ts";
import { type Choice, findNewestTime, findOccupied, findYears } from "./queries.ts";

/** Values with their labels, by the name of the list. */
export type Lists = Partial<Record<(typeof LEVELS)[number], [number, string][]>>;

/**
 * @param asked what was chosen: the year, the month, and so on; for the rest, the newest is chosen
 * @param depth how many levels there are: two for months, four for hours
 * @returns lists for the levels that were not chosen; no span when there is nothing
 */
export async function pick(
  sql: Queryable,
  choice: Choice,
  asked: Chosen,
  depth: number,
): Promise<{ lists: Lists; span?: Span }> {
  const years = await findYears(sql, choice);
  if (!years) return { lists: {} };
  const lists: Lists = {};
  const chosen: Chosen = [];
  let span: Span | undefined, newest: string | undefined;
  for (const [index, level] of LEVELS.slice(0, depth).entries()) {
    const periods = periodsWithin(chosen, years);
    const wanted = asked[index];
    let period: Period | undefined;
    if (wanted === undefined) {
      newest ??= await findNewestTime(sql, choice, span);
      const occupied = newestFirst(await findOccupied(sql, choice, periods), newest);
      lists[level] = occupied.map(({ value }) => [value, labelOf(level, value)]);
      period = occupied[0];
    } else period = periods.find(({ value }) => value === wanted);
    if (!period) return { lists };
    chosen.push(period.value);
    span = period;
  }
  return { lists, span };
}

/** Viewers show the first one: after the clock of a camera went back, the newest is not in the last period. */
function newestFirst(periods: Period[], time: string | undefined): Period[] {
  const isNewest = ({ start, end }: Period) => time !== undefined && start <= time && time < end;
  return [...periods.filter(isNewest), ...periods.filter((period) => !isNewest(period))];
}
