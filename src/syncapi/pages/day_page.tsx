/** A day and its night: films, keograms and star trails in a row, then the images by hour. */
import { assetUrl } from "../json.ts";
import { KINDS } from "../kinds.ts";
import { imageUrl } from "../stored_path.ts";
import type { VisibleAsset } from "../view_queries.ts";
import { addressOf } from "./addresses.ts";
import { assetPagePath } from "./asset_page.tsx";
import { KIND_TITLES } from "./kind_titles.ts";

export interface DayPageProps {
  base: string;
  /** Films and pictures of the whole day or night. */
  products: VisibleAsset[];
  /** In the order of time. */
  images: VisibleAsset[];
  say: (text: string) => string;
}

export function DayPage({ base, products, images, say }: DayPageProps) {
  const hours = Map.groupBy(images, ({ wall_time }) => wall_time.slice(0, 13));
  return (
    <>
      <section class="products">
        {products.map((asset) => <Product base={base} asset={asset} say={say} />)}
      </section>
      {Array.from(hours, ([hour, inHour]) => (
        <section>
          <h2>{hour.slice(11)} h</h2>
          <div class="gallery">{inHour.map((asset) => <Thumbnail base={base} asset={asset} />)}</div>
        </section>
      ))}
      {images.length === 0 && <p>{say("There is no image yet")}</p>}
      <dialog id="lightbox">
        <img alt="" />
        <form method="dialog">
          <button type="submit">{say("Close")}</button>
        </form>
      </dialog>
    </>
  );
}

function Product({ base, asset, say }: { base: string; asset: VisibleAsset; say: DayPageProps["say"] }) {
  const address = addressOf(base, assetUrl(asset));
  const light = asset.night ? say("Night") : say("Day");
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

/** Where the thumbnail never came, the image itself. */
function Thumbnail({ base, asset }: { base: string; asset: VisibleAsset }) {
  const address = addressOf(base, assetUrl(asset));
  const time = asset.wall_time.slice(11, 19);
  const small = asset.thumbnail_path ? `${base}/${imageUrl(asset.thumbnail_path)}` : address;
  return (
    <a href={address} class="enlarges" title={time}>
      <img src={small} alt={time} loading="lazy" />
    </a>
  );
}
