/** The page of one image or video, to be shared, with what was measured. */
import type { Say } from "../../../../core/messages/mod.ts";
import { assetUrl } from "../json.ts";
import { KINDS } from "../../assets/kinds.ts";
import type { VisibleAsset } from "../queries.ts";
import { addressOf } from "./addresses.ts";
import { KIND_TITLES } from "./kind_titles.ts";

/** What the page of a file shows. */
export interface AssetPageProps {
  base: string;
  asset: VisibleAsset;
  say: Say;
}

/** The path of the page of an asset. */
export function assetPagePath({ id }: { id: number }): string {
  return `/allsky/assets/${id}`;
}

/** The page of one file, with what the camera measured. */
export function AssetPage({ base, asset, say }: AssetPageProps) {
  const address = addressOf(base, assetUrl(asset));
  const facts = Object.entries({
    [say("syncapi.local_time")]: asset.wall_time.slice(0, 19),
    [say("syncapi.exposure")]: asset.exposure,
    [say("syncapi.gain")]: asset.gain,
    [say("syncapi.sensor_temperature")]: asset.temp,
    [say("syncapi.sky_brightness")]: asset.sqm,
    [say("syncapi.stars")]: asset.stars,
    [say("syncapi.moon")]: asset.moonphase,
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
        <a href={address} download="">{say("syncapi.download")}</a>{" "}
        <a href={`${base}/allsky/${asset.camera_id}/${asset.day_date}`}>{say("syncapi.whole_day")}</a>
      </p>
    </>
  );
}
