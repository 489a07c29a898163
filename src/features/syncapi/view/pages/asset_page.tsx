/** The page of one image or video, to be shared, with what was measured. */
import type { Language, Say } from "../../../../core/messages/mod.ts";
import { KINDS } from "../../assets/kinds.ts";
import { SkyPanel } from "../astronomy/sky_panel.tsx";
import { placeOf } from "../astronomy/sky_at.ts";
import { numberFormat } from "../charts/axes.ts";
import type { AssetDetails, Steps } from "../images/queries.ts";
import type { SensorValue } from "../images/sensors.ts";
import { assetUrl, millisecondsOf } from "../json.ts";
import type { KeogramHour } from "../keogram/axis.ts";
import { NightKeogram } from "../keogram/keogram.tsx";
import type { VisibleAsset, VisibleCamera } from "../queries.ts";
import { addressOf } from "./addresses.ts";
import { Facts } from "./facts.tsx";
import { KIND_TITLES } from "./kind_titles.ts";

/** What the page of a file shows. */
export interface AssetPageProps {
  base: string;
  /** The address of this page, for others. */
  permanent: string;
  asset: VisibleAsset;
  camera: VisibleCamera;
  details: AssetDetails;
  steps: Steps;
  sensors: SensorValue[];
  /** Of a keogram. */
  hours: KeogramHour[];
  language: Language;
  say: Say;
}

/** The path of the page of an asset. */
export function assetPagePath({ id }: { id: number }): string {
  return `/allsky/assets/${id}`;
}

/** The page of one file, with what the camera measured. */
export function AssetPage(props: AssetPageProps) {
  const { base, permanent, asset, camera, details, sensors, language, say } = props;
  const place = placeOf(camera.properties);
  const format = numberFormat(language);
  return (
    <>
      <StepLinks {...props} />
      <Medium {...props} />
      <p class="actions">
        <a class="button quiet small" href={addressOf(base, assetUrl(asset))} download="">{say("syncapi.download")}</a>
        <a class="button quiet small" href={`${base}/allsky/${camera.id}/${asset.day_date}`}>
          {say("syncapi.whole_day")}
        </a>
      </p>
      <label class="permanent">
        {say("sky.permanent_link")}
        <input readonly value={permanent} />
      </label>
      <div class="panels">
        <section class="panel">
          <h2>{say("sky.measured")}</h2>
          <Facts facts={factsOf(asset, details, format, say)} />
        </section>
        {place && (
          <SkyPanel
            time={millisecondsOf(asset.taken_at)}
            place={place}
            utcOffset={details.utc_offset}
            language={language}
            say={say}
          />
        )}
        {sensors.length > 0 && (
          <section class="panel">
            <h2>{say("sky.sensors")}</h2>
            <Facts facts={Object.fromEntries(sensors.map(({ title, value }) => [title, format.format(value)]))} />
          </section>
        )}
      </div>
    </>
  );
}

/** The files before and after, and the camera. */
function StepLinks({ base, asset, camera, steps: { previous, next }, say }: AssetPageProps) {
  const link = (id: number | null, rel: "prev" | "next", text: string) =>
    id === null ? <span></span> : <a href={`${base}${assetPagePath({ id })}`} rel={rel}>{text}</a>;
  return (
    <nav class="steps" data-arrows="" aria-label={say(KIND_TITLES[asset.kind])}>
      {link(previous, "prev", `← ${say("sky.previous")}`)}
      <a href={`${base}/allsky/${camera.id}`}>{camera.title}</a>
      {link(next, "next", `${say("sky.next")} →`)}
    </nav>
  );
}

function Medium({ base, asset, camera, hours, say }: AssetPageProps) {
  const address = addressOf(base, assetUrl(asset));
  const alt = say(KIND_TITLES[asset.kind]);
  if (asset.kind === "keogram" && hours.length > 0) {
    return <NightKeogram here={`${base}/allsky/${camera.id}`} address={address} alt={alt} hours={hours} say={say} />;
  }
  return (
    <figure class="sky still">
      {KINDS[asset.kind].medium === "video" ? <video controls preload="metadata" src={address} /> : (
        <a href={address}>
          <img src={address} alt={alt} />
        </a>
      )}
      {asset.note && <figcaption>{asset.note}</figcaption>}
    </figure>
  );
}

function factsOf(asset: VisibleAsset, { file_size, properties }: AssetDetails, format: Intl.NumberFormat, say: Say) {
  const number = (value: unknown) => typeof value === "number" ? format.format(value) : null;
  return {
    [say("syncapi.local_time")]: asset.wall_time.slice(0, 19),
    [say("sky.part")]: say(asset.night ? "syncapi.night" : "syncapi.day"),
    [say("syncapi.exposure")]: number(asset.exposure),
    [say("syncapi.gain")]: number(asset.gain),
    [say("syncapi.sensor_temperature")]: number(asset.temp),
    [say("syncapi.sky_brightness")]: number(asset.sqm),
    [say("syncapi.stars")]: number(asset.stars),
    [say("sky.detections")]: number(asset.detections),
    [say("sky.brightness")]: number(properties.adu),
    [say("sky.kp_index")]: number(properties.kpindex),
    [say("sky.aurora")]: number(properties.ovation_max),
    [say("sky.smoke")]: number(properties.smoke_rating),
    [say("sky.frames")]: number(properties.frames),
    [say("syncapi.moon")]: number(asset.moonphase),
    [say("sky.pixels")]: asset.width && asset.height ? `${asset.width} × ${asset.height}` : null,
    [say("sky.megabytes")]: file_size > 0 ? number(file_size / 1e6) : null,
  };
}
