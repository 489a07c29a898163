/** Where the hours are in a keogram of a night: each image is a column, in the order they were taken. */
import type { HourOfImages } from "../images/queries.ts";

/** An hour of the clock at the camera. */
export interface KeogramHour {
  /** When its first and last image were taken: `2024-01-31T23:00:15`. */
  first: string;
  last: string;
  /** Where it begins and ends, 0 to 1 from the left. */
  from: number;
  to: number;
}

/** The hours from left to right. */
export function keogramHours(hours: HourOfImages[]): KeogramHour[] {
  const all = hours.reduce((sum, { images }) => sum + images, 0);
  let before = 0;
  return hours.map(({ first, last, images }) => {
    const from = before / all;
    before += images;
    return { first: clockText(first), last: clockText(last), from, to: before / all };
  });
}

function clockText(text: string): string {
  return text.slice(0, 19).replace(" ", "T");
}
