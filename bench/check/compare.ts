/** Compares what routes cost with what they cost before. */
import { quantile } from "../measurement.ts";

/** How many times the calibration's cost one request takes, by route. */
export type Costs = Record<string, number>;

/** What a route may cost, as a multiple of what it did. */
export const MOST_GROWTH = 1.3;

/** A route that costs too much, or that nothing is known of. */
export interface Excess {
  route: string;
  cost: number;
  /** Undefined for a route that was not measured before. */
  before: number | undefined;
}

/** The middle of each route's rounds. */
export function medians(rounds: Record<string, number[]>): Costs {
  return Object.fromEntries(Object.entries(rounds).map(([route, costs]) => [route, quantile(costs, 0.5)]));
}

/** The routes that cost more than they may. */
export function findExcess(costs: Costs, before: Costs): Excess[] {
  return Object.entries(costs)
    .map(([route, cost]) => ({ route, cost, before: before[route] }))
    .filter(({ cost, before }) => before === undefined || cost > before * MOST_GROWTH);
}

/** One line for each route. */
export function costLines(costs: Costs, before: Costs): string[] {
  return Object.entries(costs).map(([route, cost]) => {
    const known = before[route];
    const change = known === undefined
      ? "not measured before"
      : `${(cost / known).toFixed(2)} × of ${known.toFixed(2)}`;
    return `${cost.toFixed(2).padStart(8)}  ${route}: ${change}`;
  });
}
