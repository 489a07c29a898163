/** A small image that leads to its page, or is enlarged on this one. */
import { assetUrl } from "../json.ts";
import { imageUrl } from "../../assets/paths.ts";
import type { VisibleAsset } from "../queries.ts";
import { addressOf } from "./addresses.ts";
import { assetPagePath } from "./asset_page.tsx";

/** The thumbnail, or the image itself when its thumbnail has not arrived. @param isDated leads to the page of the image */
export function Thumbnail({ base, asset, isDated = false }: { base: string; asset: VisibleAsset; isDated?: boolean }) {
  const address = addressOf(base, assetUrl(asset));
  const time = asset.wall_time.slice(11, 19);
  const small = asset.thumbnail_path ? `${base}/${imageUrl(asset.thumbnail_path)}` : address;
  const page = `${base}${assetPagePath(asset)}`;
  if (isDated) {
    return (
      <a href={page}>
        <img src={small} alt="" loading="lazy" />
        <span>{asset.wall_time.slice(0, 16)}</span>
      </a>
    );
  }
  return (
    <a href={address} class="enlarges" title={time} data-page={page}>
      <img src={small} alt={time} loading="lazy" />
    </a>
  );
}
