/** Keograms with their times: a click, or Enter, leads to the image that was taken then. */
import type { Language, Say } from "../../../../core/messages/mod.ts";
import type { KeogramHour } from "./axis.ts";
import { DAYS_OF_YEAR } from "./year.ts";

interface Common {
  /** The address of the page of the camera. */
  here: string;
  address: string;
  alt: string;
  say: Say;
}

/** The keogram of a night, with the hours below it. Each hour is a link, which needs no script. */
export function NightKeogram({ here, address, alt, hours, say }: Common & { hours: KeogramHour[] }) {
  return (
    <figure
      class="keogram sky"
      data-at={`${here}/at`}
      data-hours={JSON.stringify(hours.map(({ first, last, from, to }) => [first, last, from, to]))}
    >
      <div class="plot" aria-label={say("sky.keogram_time")}>
        <img src={address} alt={alt} />
      </div>
      <svg class="axis" height="24" role="group" aria-label={say("syncapi.hours")}>
        {hours.filter(({ from, to }) => to - from > 0.02).map(({ first, from, to }) => (
          <a href={`${here}/at?time=${first}`}>
            <text x={`${((from + to) * 50).toFixed(1)}%`} y="16" text-anchor="middle">{first.slice(11, 13)} h</text>
          </a>
        ))}
      </svg>
      <figcaption>
        <output>{say("sky.keogram_explained")}</output>
      </figcaption>
    </figure>
  );
}

/** The keogram of a year, with its months. @param endDay the first day after it, in days since 1970 */
export function YearKeogram(
  { here, address, alt, endDay, language, say }: Common & { endDay: number; language: Language },
) {
  const firstDay = endDay - DAYS_OF_YEAR;
  const months = Array.from({ length: DAYS_OF_YEAR }, (_, index) => dayText(firstDay + index))
    .map((day, index) => ({ day, index })).filter(({ day }) => day.endsWith("-01"));
  const name = new Intl.DateTimeFormat(language, { month: "short", timeZone: "UTC" });
  return (
    <figure
      class="keogram sky"
      id="year"
      data-at={`${here}/at`}
      data-first-day={String(firstDay)}
      data-days={String(DAYS_OF_YEAR)}
    >
      <div class="plot" aria-label={say("sky.keogram_time")}>
        <img src={address} alt={alt} loading="lazy" width={2 * DAYS_OF_YEAR} height="384" />
      </div>
      <svg class="axis" height="24" role="group" aria-label={say("sky.months")}>
        {months.map(({ day, index }) => (
          <a href={`${here}?month=${day.slice(0, 7)}#calendar`}>
            <text x={`${(index / DAYS_OF_YEAR * 100).toFixed(1)}%`} y="16">{name.format(Date.parse(day))}</text>
          </a>
        ))}
      </svg>
      <figcaption>
        <output>{say("syncapi.year_keogram_explained")}</output>
      </figcaption>
    </figure>
  );
}

function dayText(day: number): string {
  return new Date(day * 86_400_000).toISOString().slice(0, 10);
}
