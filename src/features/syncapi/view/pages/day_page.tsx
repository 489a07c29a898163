/** The page of a day and the following night: videos, keograms and star trails in a row, then the images of one hour. */
import type { Language, Say } from "../../../../core/messages/mod.ts";
import { assetUrl } from "../json.ts";
import { KINDS } from "../../assets/kinds.ts";
import { Player } from "../frames/player.tsx";
import { mediumDay } from "../nights/month.ts";
import type { DayMarks, Neighbours } from "../nights/queries.ts";
import type { Hour, VisibleAsset, VisibleCamera } from "../queries.ts";
import { addressOf } from "./addresses.ts";
import { assetPagePath } from "./asset_page.tsx";
import { KIND_TITLES } from "./kind_titles.ts";
import { Thumbnail } from "./thumbnail.tsx";

/** What the page of a day or night shows. */
export interface DayPageProps {
  base: string;
  camera: VisibleCamera;
  /** `YYYY-MM-DD` */
  day: string;
  neighbours: Neighbours;
  marks: DayMarks;
  /** What stands for the night until it is played. */
  middle?: VisibleAsset;
  /** Videos and pictures of the whole day or night. */
  products: VisibleAsset[];
  hours: Hour[];
  /** The hour that is shown; undefined when there is no image. */
  chosen?: Hour;
  /** Whether the images with detections are shown, of all hours. */
  isDetections: boolean;
  /** Those of that hour, oldest first. */
  images: VisibleAsset[];
  language: Language;
  say: Say;
}

/** An hour as it appears in addresses: `2024-01-31T20`. */
export function hourName({ start }: Hour): string {
  return start.slice(0, 13).replace(" ", "T");
}

/** The page of a day or night: its products, and its images by hour. */
export function DayPage(props: DayPageProps) {
  const { base, camera, day, products, hours, chosen, marks, isDetections, images, say } = props;
  return (
    <>
      <DayNavigation {...props} />
      <NightPlayer {...props} />
      <section class="products">
        {products.map((asset) => <Product base={base} asset={asset} say={say} />)}
      </section>
      <p>
        <a href={`${base}/allsky/${camera.id}/charts?day=${day}`}>{say("sky.charts")}</a>
      </p>
      <nav class="hours" aria-label={say("syncapi.hours")} id="hours">
        {marks.hasDetections && (
          <a href="?detections=true#hours" aria-current={isDetections ? "true" : undefined}>{say("sky.detections")}</a>
        )}
        {hours.map((hour) => (
          <a href={`?hour=${hourName(hour)}#hours`} aria-current={hour === chosen ? "true" : undefined}>
            {hour.start.slice(11, 13)} h <small>({hour.images})</small>
          </a>
        ))}
      </nav>
      <div class="gallery">{images.map((asset) => <Thumbnail base={base} asset={asset} />)}</div>
      {images.length === 0 && <p>{say("syncapi.no_image")}</p>}
      <dialog id="lightbox">
        <img alt="" />
        <form method="dialog">
          <a class="page-link button quiet" href="">{say("sky.page_of_image")}</a>
          <button type="submit">{say("syncapi.close")}</button>
        </form>
      </dialog>
    </>
  );
}

/** The way back to the camera, and to the nights before and after. */
function DayNavigation({ base, camera, day, neighbours: { previous, next }, language, say }: DayPageProps) {
  const here = `${base}/allsky/${camera.id}`;
  return (
    <nav class="steps" aria-label={say("sky.nights")}>
      {previous
        ? (
          <a
            rel="prev"
            href={`${here}/${previous}`}
            aria-label={`${say("sky.previous_night")}: ${mediumDay(previous, language)}`}
          >
            ← {mediumDay(previous, language)}
          </a>
        )
        : <span></span>}
      <a href={`${here}?month=${day.slice(0, 7)}#calendar`}>{camera.title}</a>
      {next
        ? (
          <a rel="next" href={`${here}/${next}`} aria-label={`${say("sky.next_night")}: ${mediumDay(next, language)}`}>
            {mediumDay(next, language)} →
          </a>
        )
        : <span></span>}
    </nav>
  );
}

/** The loop of the night; of the day, or of both, when there are images of both. */
function NightPlayer({ base, camera, day, marks: { hasDay, hasNight }, middle, say }: DayPageProps) {
  if (!middle) return null;
  const parts = hasDay && hasNight
    ? [
      { value: "night", label: say("syncapi.night") },
      { value: "day", label: say("syncapi.day") },
      { value: "", label: say("sky.day_and_night") },
    ]
    : [];
  return (
    <Player
      source={`/allsky/${camera.id}/frames?day=${day}`}
      address={addressOf(base, assetUrl(middle))}
      shown={middle.id}
      clock={middle.wall_time.slice(0, 19)}
      alt={say("sky.image_of", { time: middle.wall_time.slice(0, 19) })}
      parts={parts}
      play={say("sky.play")}
      say={say}
    />
  );
}

function Product({ base, asset, say }: { base: string; asset: VisibleAsset; say: DayPageProps["say"] }) {
  const address = addressOf(base, assetUrl(asset));
  const light = asset.night ? say("syncapi.night") : say("syncapi.day");
  return (
    <figure>
      {KINDS[asset.kind].medium === "video"
        ? <video controls preload="metadata" src={address} />
        : (
          <a href={address} class="enlarges">
            <img src={address} alt={say(KIND_TITLES[asset.kind])} loading="lazy" />
          </a>
        )}
      <figcaption>
        <a href={`${base}${assetPagePath(asset)}`}>{light}: {say(KIND_TITLES[asset.kind])}</a>
        {asset.note && <span>{asset.note}</span>}
      </figcaption>
    </figure>
  );
}
