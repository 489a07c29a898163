/** The bodies of the pages about blurring, filled by scripts. */
import type { Say } from "../../../core/messages/mod.ts";
import { Messages } from "../layout/messages.tsx";

const KINDS = ["face", "plate", "drawn"] as const;
const EDGES = [
  ["left", "web.blur_part_left"],
  ["top", "web.blur_part_top"],
  ["right", "web.blur_part_right"],
  ["bottom", "web.blur_part_bottom"],
] as const;
/** Times the width of the window. */
const ZOOMS = [1, 2, 4, 8];

/** Samples of what was blurred. */
export function SamplesPage({ say }: { say: Say }) {
  return (
    <>
      <p>{say("web.blur_samples_explained")}</p>
      <Messages />
      <form id="filter" class="inline">
        <label>
          {say("web.blur_kind")}
          <select name="kind">
            <option value="">{say("web.all_kinds")}</option>
            {KINDS.map((kind) => <option value={kind}>{say(`web.kind_${kind}`)}</option>)}
          </select>
        </label>
        <label>
          {say("web.blur_confidence_most")}
          <input name="most" type="number" min="0" max="1" step="0.05" value="1" />
        </label>
        <button type="submit">{say("web.show")}</button>
      </form>
      <ul id="samples" class="cards"></ul>
      <p class="actions">
        <button type="button" id="older" class="quiet" hidden>{say("web.older")}</button>
      </p>
    </>
  );
}

interface DrawingPageProps {
  say: Say;
  /** Address of the picture. */
  picture: string;
  /** Pixels as stored; null where they are not known. Pictures that lie on their side are shown upright. */
  width: number | null;
  height: number | null;
}

/** A picture to draw a rectangle on. There is room for it before it is loaded. */
export function DrawingPage({ say, picture, width, height }: DrawingPageProps) {
  return (
    <>
      <p>{say("web.blur_part_explained")}</p>
      <Messages />
      <div id="stage" class="stage">
        <div id="sheet" class="sheet" role="application" tabindex={0} aria-label={say("web.blur_part_picture")}>
          <img src={picture} alt="" width={width ?? undefined} height={height ?? undefined} />
        </div>
      </div>
      <form id="part" class="inline">
        {EDGES.map(([edge, text]) => (
          <label>
            {say(text)}
            <input name={edge} type="number" min="0" max="65535" step="1" />
          </label>
        ))}
        <label>
          {say("web.zoom")}
          <select name="zoom">{ZOOMS.map((zoom) => <option value={zoom}>{zoom} ×</option>)}</select>
        </label>
        <button type="submit">{say("web.blur_part_submit")}</button>
      </form>
    </>
  );
}
