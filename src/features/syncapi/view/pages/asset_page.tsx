/** One image or film, to be shared: what it shows, and what was measured. */
import { assetUrl } from "../json.ts";
import { KINDS } from "../../kinds.ts";
import type { VisibleAsset } from "../queries.ts";
import { addressOf } from "./addresses.ts";
import { KIND_TITLES } from "./kind_titles.ts";

export interface AssetPageProps {
  base: string;
  asset: VisibleAsset;
  say: (text: string) => string;
}

/** The path of the page of an asset. */
export function assetPagePath({ id }: { id: number }): string {
  return `/allsky/assets/${id}`;
}

export function AssetPage({ base, asset, say }: AssetPageProps) {
  const address = addressOf(base, assetUrl(asset));
  const facts = Object.entries({
    [say("On a clock beside the camera")]: asset.wall_time.slice(0, 19),
    [say("Exposure (s)")]: asset.exposure,
    [say("Gain")]: asset.gain,
    [say("Temperature of the sensor (°C)")]: asset.temp,
    [say("Brightness of the sky (SQM)")]: asset.sqm,
    [say("Stars")]: asset.stars,
    [say("Moon (% lit)")]: asset.moonphase,
  }).filter(([, value]) => value !== null);
  return (
    <>
      <figure class="sky">
        {KINDS[asset.kind].medium === "video"
          ? <video controls preload="metadata" src={address} />
          : <img src={address} alt={say(KIND_TITLES[asset.kind])} />}
        {asset.note && <figcaption>{asset.note}</figcaption>}
      </figure>
      <dl class="facts">
        {facts.map(([name, value]) => (
          <>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </>
        ))}
      </dl>
      <p>
        <a href={address} download="">{say("Download")}</a>{" "}
        <a href={`${base}/allsky/${asset.camera_id}/${asset.day_date}`}>{say("All of this day")}</a>
      </p>
    </>
  );
}
