/** How long ago something was. A script keeps it up to date. */
import type { Language, Say } from "../../../../core/messages/mod.ts";

/** Units from the largest on, with their seconds. */
const UNITS = [["day", 86_400], ["hour", 3600], ["minute", 60]] as const;
/** After a day without images, something is wrong with a camera: those that rest by day take images every night. */
const STALE = 86_400_000;

/** The age in words, such as "3 hours ago". @param time and `now`: milliseconds since 1970 */
export function ageText(time: number, now: number, language: Language): string {
  const seconds = Math.max(0, Math.round((now - time) / 1000));
  const format = new Intl.RelativeTimeFormat(language, { numeric: "auto" });
  const [unit, length] = UNITS.find(([, length]) => seconds >= length) ?? ["second", 1];
  // Seconds would be old before they are read.
  return unit === "second" ? format.format(0, "minute") : format.format(-Math.floor(seconds / length), unit);
}

/** When the newest image was taken. */
export function Age({ time, now, language, say }: { time: number; now: number; language: Language; say: Say }) {
  return (
    <span class="age" data-stale={now - time > STALE ? "" : undefined}>
      {say("sky.last_image")}: <time datetime={new Date(time).toISOString()}>{ageText(time, now, language)}</time>
    </span>
  );
}
