/** The page of a camera: its newest image, the loop of its last hours, charts, and its days. */
import type { Language, Say } from "../../../../core/messages/mod.ts";
import { SkyPanel } from "../astronomy/sky_panel.tsx";
import { placeOf } from "../astronomy/sky_at.ts";
import { YearKeogram } from "../keogram/keogram.tsx";
import { endDayOf } from "../keogram/year.ts";
import { ChartGroup, type ChartGroupProps } from "../charts/chart_group.tsx";
import { assetUrl, millisecondsOf } from "../json.ts";
import { keogramPath } from "../keogram/routes.ts";
import { Player } from "../frames/player.tsx";
import { Calendar, type CalendarProps } from "../nights/calendar.tsx";
import type { VisibleAsset, VisibleCamera } from "../queries.ts";
import { addressOf } from "./addresses.ts";
import { Age } from "./age.tsx";

const LOOP_HOURS = 12;

/** What the page of a camera shows. */
export interface CameraPageProps {
  base: string;
  camera: VisibleCamera;
  latest?: VisibleAsset;
  /** What was measured in the last hours. */
  charts: Pick<ChartGroupProps, "measures" | "rows" | "span">;
  /** A month of nights; undefined when nothing was sent yet. */
  calendar?: Pick<CalendarProps, "month" | "months" | "days" | "products">;
  /** Whether there is a keogram of the year. */
  hasKeogram: boolean;
  /** Milliseconds since 1970. */
  now: number;
  language: Language;
  say: Say;
}

/** The page of a camera: the latest image, measurements, nights. */
export function CameraPage(props: CameraPageProps) {
  const { base, camera, latest, charts, calendar, hasKeogram, now, language, say } = props;
  const place = placeOf(camera.properties);
  return (
    <>
      <nav class="steps" aria-label={say("syncapi.cameras")}>
        <a href={`${base}/allsky`}>← {say("syncapi.cameras")}</a>
        {latest && <Age time={millisecondsOf(latest.taken_at)} now={now} language={language} say={say} />}
      </nav>
      <Player
        source={`/allsky/${camera.id}/frames?hours=${LOOP_HOURS}`}
        address={latest && addressOf(base, assetUrl(latest))}
        clock={latest?.wall_time.slice(0, 19)}
        alt={say("syncapi.latest_image")}
        live={camera.id}
        play={say("syncapi.play_last_hours")}
        say={say}
      />
      {place && <SkyPanel time={now} place={place} utcOffset={camera.utc_offset} language={language} say={say} />}
      <h2>{say("sky.charts")}</h2>
      <ChartGroup {...charts} utcOffset={camera.utc_offset} language={language} say={say} />
      <p>
        <a href={`${base}/allsky/${camera.id}/charts`}>{say("sky.all_charts")}</a>
      </p>
      <p>
        <a href={`${base}/allsky/${camera.id}/detections`}>{say("sky.all_detections")}</a>
      </p>
      {calendar && <Calendar base={base} cameraId={camera.id} {...calendar} language={language} say={say} />}
      {hasKeogram && (
        <>
          <h2>{say("syncapi.year_keogram")}</h2>
          <YearKeogram
            here={`${base}/allsky/${camera.id}`}
            address={base + keogramPath(camera.id)}
            alt={say("syncapi.year_keogram")}
            endDay={endDayOf(camera, now)}
            language={language}
            say={say}
          />
        </>
      )}
    </>
  );
}
