/** The page of a camera: its newest image, the loop of its last hours, charts, and its days. */
import type { Language, Say } from "../../../../core/messages/mod.ts";
import { assetUrl, millisecondsOf } from "../json.ts";
import { keogramPath } from "../keogram/routes.ts";
import { Player } from "../frames/player.tsx";
import { Calendar, type CalendarProps } from "../nights/calendar.tsx";
import type { VisibleAsset, VisibleCamera } from "../queries.ts";
import { addressOf } from "./addresses.ts";
import { Chart } from "./chart.tsx";

const LOOP_HOURS = 12;

/** What the page of a camera shows. */
export interface CameraPageProps {
  base: string;
  camera: VisibleCamera;
  latest?: VisibleAsset;
  /** Those of the last hours, oldest first. */
  recent: VisibleAsset[];
  /** A month of nights; undefined when nothing was sent yet. */
  calendar?: Pick<CalendarProps, "month" | "months" | "days" | "products">;
  /** Whether there is a keogram of the year. */
  hasKeogram: boolean;
  language: Language;
  say: Say;
}

/** The page of a camera: the latest image, measurements, nights. */
export function CameraPage(props: CameraPageProps) {
  const { base, camera, latest, recent, calendar, hasKeogram, language, say } = props;
  const lines = [
    { title: say("syncapi.sky_brightness"), read: ({ sqm }: VisibleAsset) => sqm },
    { title: say("syncapi.stars"), read: ({ stars }: VisibleAsset) => stars },
    { title: say("syncapi.sensor_temperature"), read: ({ temp }: VisibleAsset) => temp },
    { title: say("syncapi.exposure"), read: ({ exposure }: VisibleAsset) => exposure },
  ];
  return (
    <>
      <Player
        source={`/allsky/${camera.id}/frames?hours=${LOOP_HOURS}`}
        address={latest && addressOf(base, assetUrl(latest))}
        clock={latest?.wall_time.slice(0, 19)}
        alt={say("syncapi.latest_image")}
        live={camera.id}
        play={say("syncapi.play_last_hours")}
        say={say}
      />
      <section class="charts">
        {lines.map(({ title, read }) => (
          <Chart
            title={title}
            points={recent.map((asset) => ({ time: millisecondsOf(asset.taken_at), value: read(asset) }))}
          />
        ))}
      </section>
      {calendar && <Calendar base={base} cameraId={camera.id} {...calendar} language={language} say={say} />}
      {hasKeogram && (
        <figure class="sky" id="year">
          <img src={base + keogramPath(camera.id)} alt={say("syncapi.year_keogram")} loading="lazy" />
          <figcaption>{say("syncapi.year_keogram_explained")}</figcaption>
        </figure>
      )}
    </>
  );
}
