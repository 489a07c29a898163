/** A camera: its newest image, the loop of its last hours, charts, and its days. */
import { assetUrl, millisecondsOf } from "../json.ts";
import { keogramPath } from "../keogram/routes.ts";
import type { VisibleAsset, VisibleCamera } from "../queries.ts";
import { addressOf } from "./addresses.ts";
import { Chart } from "./chart.tsx";

export interface CameraPageProps {
  base: string;
  camera: VisibleCamera;
  latest?: VisibleAsset;
  /** Those of the last hours, in the order of time. */
  recent: VisibleAsset[];
  days: { day: string; images: number }[];
  /** Whether there is a keogram of the year. */
  hasKeogram: boolean;
  say: (text: string) => string;
}

export function CameraPage({ base, camera, latest, recent, days, hasKeogram, say }: CameraPageProps) {
  const lines = [
    { title: say("Brightness of the sky (SQM)"), read: ({ sqm }: VisibleAsset) => sqm },
    { title: say("Stars"), read: ({ stars }: VisibleAsset) => stars },
    { title: say("Temperature of the sensor (°C)"), read: ({ temp }: VisibleAsset) => temp },
    { title: say("Exposure (s)"), read: ({ exposure }: VisibleAsset) => exposure },
  ];
  return (
    <>
      <figure class="sky" id="latest" data-camera={String(camera.id)}>
        <img
          src={latest ? addressOf(base, assetUrl(latest)) : undefined}
          alt={say("The newest image")}
          hidden={!latest}
        />
        <figcaption class="about">
          <span id="taken">{latest ? latest.wall_time.slice(0, 19) : say("There is no image yet")}</span>
          <button type="button" id="loop">{say("Play the last hours")}</button>
        </figcaption>
      </figure>
      <section class="charts">
        {lines.map(({ title, read }) => (
          <Chart
            title={title}
            points={recent.map((asset) => ({ time: millisecondsOf(asset.taken_at), value: read(asset) }))}
          />
        ))}
      </section>
      {hasKeogram && (
        <figure class="sky" id="year">
          <img src={base + keogramPath(camera.id)} alt={say("Keogram of the year")} loading="lazy" />
          <figcaption>{say("Keogram of the year: a column for each day, from noon to noon")}</figcaption>
        </figure>
      )}
      <h2>{say("Days and nights")}</h2>
      <ul class="days">
        {days.map(({ day, images }) => (
          <li>
            <a href={`${base}/allsky/${camera.id}/${day}`}>{day}</a> ({images})
          </li>
        ))}
      </ul>
    </>
  );
}
