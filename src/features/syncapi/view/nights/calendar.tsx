/** A month of a camera as a calendar: which days and nights there is something of, with the keogram of each night. */
import type { Language, Say } from "../../../../core/messages/mod.ts";
import { imageUrl } from "../../assets/paths.ts";
import { assetUrl } from "../json.ts";
import { addressOf } from "../pages/addresses.ts";
import type { VisibleAsset } from "../queries.ts";
import { FIRST_WEEKDAY, longDay, monthName, weekdayNames, weeksOf } from "./month.ts";
import type { DayMarks } from "./queries.ts";

/** What the calendar shows. */
export interface CalendarProps {
  base: string;
  cameraId: number;
  /** `YYYY-MM` */
  month: string;
  /** All for which there is something, newest first. */
  months: string[];
  days: DayMarks[];
  /** Keograms and timelapses of the month. */
  products: VisibleAsset[];
  language: Language;
  say: Say;
}

/** The month, with ways to others. */
export function Calendar(props: CalendarProps) {
  const { base, cameraId, month, months, days, language, say } = props;
  const here = `${base}/allsky/${cameraId}`;
  const older = months.find((other) => other < month), newer = months.findLast((other) => other > month);
  return (
    <section class="nights" id="calendar">
      <h2>{say("syncapi.days_and_nights")}</h2>
      <div class="months">
        <MonthLink here={here} month={older} language={language} arrow="←" />
        <form class="inline" action={`${here}#calendar`}>
          <label>
            <span class="unseen">{say("sky.month")}</span>
            <select name="month" class="small">
              {months.map((other) => (
                <option value={other} selected={other === month}>{monthName(other, language)}</option>
              ))}
            </select>
          </label>
          <button type="submit" class="quiet small">{say("web.show")}</button>
        </form>
        <MonthLink here={here} month={newer} language={language} arrow="→" />
      </div>
      <table class="calendar">
        <caption class="unseen">{monthName(month, language)}</caption>
        <thead>
          <tr>
            {weekdayNames(language, FIRST_WEEKDAY).map(({ short, long }) => <th scope="col" abbr={long}>{short}</th>)}
          </tr>
        </thead>
        <tbody>
          {weeksOf(days, FIRST_WEEKDAY).map((week) => (
            <tr>{week.map((day) => day ? <DayCell {...props} marks={day} here={here} /> : <td class="other"></td>)}</tr>
          ))}
        </tbody>
      </table>
      <p class="legend muted">
        <span class="mark by-day"></span> {say("sky.images_by_day")} <span class="mark by-night"></span>{" "}
        {say("sky.images_by_night")} <span class="mark detected"></span> {say("sky.detections")}
      </p>
    </section>
  );
}

function MonthLink(
  { here, month, language, arrow }: {
    here: string;
    month?: string;
    language: CalendarProps["language"];
    arrow: "←" | "→";
  },
) {
  if (month === undefined) return <span></span>;
  const name = monthName(month, language);
  return <a href={`${here}?month=${month}#calendar`}>{arrow === "←" ? `← ${name}` : `${name} →`}</a>;
}

function DayCell(props: CalendarProps & { marks: DayMarks; here: string }) {
  const { base, marks, here, products, language, say } = props;
  const { day, hasDay, hasNight, hasDetections, hasAnything } = marks;
  const number = Number(day.slice(8));
  if (!hasAnything) return <td>{number}</td>;
  const ofDay = products.filter(({ day_date }) => day_date === day);
  const keograms = ofDay.filter(({ kind }) => kind === "keogram");
  const keogram = keograms.find(({ night }) => night) ?? keograms[0];
  const told = [
    ...(hasDay ? [say("sky.images_by_day")] : []),
    ...(hasNight ? [say("sky.images_by_night")] : []),
    ...(hasDetections ? [say("sky.detections")] : []),
    ...(keogram ? [say("syncapi.kind_keogram")] : []),
    ...(ofDay.some(({ kind }) => kind === "video") ? [say("syncapi.kind_timelapse")] : []),
  ];
  return (
    <td>
      <a href={`${here}/${day}`} aria-label={[longDay(day, language), ...told].join(", ")}>
        <span class="number">{number}</span>
        <span class="marks">
          {hasDay && <span class="mark by-day"></span>}
          {hasNight && <span class="mark by-night"></span>}
          {hasDetections && <span class="mark detected"></span>}
        </span>
        {keogram && <img src={smallAddress(base, keogram)} alt="" loading="lazy" width="120" height="48" />}
      </a>
    </td>
  );
}

/** The address of the thumbnail, or of the file itself when it has none. */
function smallAddress(base: string, asset: VisibleAsset): string {
  return asset.thumbnail_path ? `${base}/${imageUrl(asset.thumbnail_path)}` : addressOf(base, assetUrl(asset));
}
