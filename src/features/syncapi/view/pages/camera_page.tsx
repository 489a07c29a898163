/** The page of a camera: its newest image, the loop of its last hours, charts, and its days. */
import type { Language, Say } from "../../../../core/messages/mod.ts";
import { ChartGroup, type ChartGroupProps } from "../charts/chart_group.tsx";
import { assetUrl } from "../json.ts";
import { keogramPath } from "../keogram/routes.ts";
import { Player } from "../frames/player.tsx";
import { Calendar, type CalendarProps } from "../nights/calendar.tsx";
import type { VisibleAsset, VisibleCamera } from "../queries.ts";
import { addressOf } from "./addresses.ts";

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
  language: Language;
  say: Say;
}

/** The page of a camera: the latest image, measurements, nights. */
export function CameraPage(props: CameraPageProps) {
  const { base, camera, latest, charts, calendar, hasKeogram, language, say } = props;
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
      <h2>{say("sky.charts")}</h2>
      <ChartGroup {...charts} utcOffset={camera.utc_offset} language={language} say={say} />
      <p>
        <a href={`${base}/allsky/${camera.id}/charts`}>{say("sky.all_charts")}</a>
      </p>
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
