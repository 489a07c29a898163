/** Sun and moon over a camera, as facts. */
import type { Language, MessageKey, Say } from "../../../../core/messages/mod.ts";
import { numberFormat } from "../charts/axes.ts";
import { Facts } from "../pages/facts.tsx";
import { type Place, skyAt, type Twilight } from "./sky_at.ts";

const TWILIGHTS = {
  day: "syncapi.day",
  civil: "sky.civil_twilight",
  nautical: "sky.nautical_twilight",
  astronomical: "sky.astronomical_twilight",
  night: "sky.dark_night",
} as const satisfies Record<Twilight, MessageKey>;

/** Which sky. */
export interface SkyPanelProps {
  /** Milliseconds since 1970. */
  time: number;
  place: Place;
  /** Of the clock at the camera, seconds east of UTC. */
  utcOffset: number;
  language: Language;
  say: Say;
}

/** Heights, the moon, and when it gets dark and light. */
export function SkyPanel({ time, place, utcOffset, language, say }: SkyPanelProps) {
  const sky = skyAt(time, place, utcOffset);
  const degrees = (value: number) => `${numberFormat(language, 1).format(value)}°`;
  const clock = (at: number | undefined) =>
    at === undefined ? null : new Date(at + utcOffset * 1000).toISOString().slice(11, 16);
  const moon = say(sky.isMoonWaxing ? "sky.waxing" : "sky.waning");
  return (
    <section class="panel">
      <h2>{say("sky.sun_and_moon")}</h2>
      <Facts
        facts={{
          [say("sky.sun_altitude")]: `${degrees(sky.sunAltitude)}, ${say(TWILIGHTS[sky.twilight])}`,
          [say("sky.moon_altitude")]: degrees(sky.moonAltitude),
          [say("sky.moon_azimuth")]: degrees(sky.moonAzimuth),
          [say("syncapi.moon")]: `${Math.round(sky.moonLit * 100)}, ${moon}`,
          [say("sky.sunset")]: clock(sky.events.sunset),
          [say("sky.dark_from")]: clock(sky.events.darkFrom),
          [say("sky.dark_until")]: clock(sky.events.darkUntil),
          [say("sky.sunrise")]: clock(sky.events.sunrise),
          [say("sky.moonrise")]: clock(sky.moonEvents.rise),
          [say("sky.moonset")]: clock(sky.moonEvents.set),
        }}
      />
    </section>
  );
}
