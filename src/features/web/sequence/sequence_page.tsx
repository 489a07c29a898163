/** The body of the page of a sequence; scripts fill the map and the list of pictures. */
import { Fact, PlaceFact, TagFact } from "../gallery/facts.tsx";
import type { Language, Say } from "../../../core/messages/mod.ts";
import type { Collection } from "../../stac/mod.ts";
import type { audiences } from "../audiences.ts";
import { count, interval, length, position } from "../gallery/format.ts";
import { Share } from "../gallery/share.tsx";
import { VisibilityBadge } from "../gallery/visibility_badge.tsx";
import { Messages } from "../layout/messages.tsx";
import { SequenceEdit } from "./sequence_edit.tsx";

/** What the caller may do with the sequence. */
export interface SequenceRights {
  /** Everything: its owner, or an administrator. */
  isOwner: boolean;
  /** Headings and order: also others, where the owner lets them. */
  mayEdit: boolean;
}

interface SequencePageProps {
  say: Say;
  language: Language;
  base: string;
  /** Absolute address of this page. */
  address: string;
  collection: Collection;
  /** Near its middle. */
  town: string | undefined;
  /** Undefined when there is none that the caller may see. */
  firstPicture: string | undefined;
  rights: SequenceRights;
  offered: ReturnType<typeof audiences>;
}

/** The page of a sequence. */
export function SequencePage(props: SequencePageProps) {
  const { say, base, collection, firstPicture, rights, address } = props;
  const viewer = firstPicture && `focus=pic&pic=${firstPicture}`;
  const [producer] = collection.providers;
  return (
    <>
      <p class="under-title">
        {producer && <a href={`${base}/users/${producer.id}`}>{say("gallery.by", { name: producer.name })}</a>}{" "}
        <VisibilityBadge say={say} visibility={collection["geovisio:visibility"]} />
        {collection["geovisio:status"] && <span class="badge waiting">{say("gallery.still_processed")}</span>}
      </p>
      <Messages floats />
      <div class="overview">
        <div id="map" class="map" role="region" aria-label={say("gallery.sequence_map")}></div>
        <Facts {...props} />
      </div>
      <p class="actions">
        {viewer && <a class="button" href={`${base}/#${viewer}`}>{say("gallery.open_in_viewer")}</a>}
        <a
          id="download-zip"
          class="button quiet"
          href={`${base}/api/collections/${collection.id}/items.zip`}
          download
        >
          {say("gallery.download_zip")}
        </a>
        <a class="button quiet" href={`${base}/api/collections/${collection.id}/items.csv`} download>
          {say("gallery.download_csv")}
        </a>
      </p>
      <Share
        say={say}
        address={address}
        embedAddress={viewer && `${address.slice(0, address.indexOf("/sequences/"))}/embed#${viewer}`}
      />
      {rights.mayEdit && <SequenceEdit say={say} collection={collection} rights={rights} offered={props.offered} />}
      <PictureList say={say} isOwner={rights.isOwner} offered={props.offered} />
      {rights.isOwner && (
        <details id="history" class="card">
          <summary>{say("gallery.history")}</summary>
          <ol id="changes" class="files"></ol>
        </details>
      )}
    </>
  );
}

/** Longitude and latitude; undefined when the sequence has no pictures that the caller may see. */
export function middleOf(collection: Collection): readonly [number, number] | undefined {
  const [west, south, east, north] = collection.extent.spatial.bbox[0] ?? [];
  if (!collection["stats:items"].count) return undefined;
  if (west === undefined || south === undefined || east === undefined || north === undefined) return undefined;
  // Across the antimeridian, the west is the larger number.
  const middle = (west + (west > east ? east + 360 : east)) / 2;
  return [middle > 180 ? middle - 360 : middle, (south + north) / 2];
}

function Facts({ say, language, base, collection, town }: SequencePageProps) {
  const [first, last] = collection.extent.temporal.interval[0] ?? [];
  const number = collection["stats:items"].count ?? 0, kilometres = collection["geovisio:length_km"];
  const cameras = collection.summaries["pers:interior_orientation"] ?? [];
  const names = new Set(cameras.map(({ make, model }) => [make, model].filter(Boolean).join(" ")).filter(Boolean));
  const licence = collection.links.find(({ rel }) => rel === "license");
  const middle = middleOf(collection);
  return (
    <dl class="card">
      <dt>{say("web.pictures")}</dt>
      <dd id="picture-count">{count(number, language)}</dd>
      {first && last && <Fact title={say("gallery.captured")}>{interval(first, last, language)}</Fact>}
      {middle && (
        <PlaceFact
          say={say}
          town={town}
          map={`${base}/#focus=map&map=16/${middle[1].toFixed(6)}/${middle[0].toFixed(6)}`}
        >
          {position(...middle)}
        </PlaceFact>
      )}
      {kilometres !== undefined && <Fact title={say("gallery.length")}>{length(kilometres, language)}</Fact>}
      {names.size > 0 && <Fact title={say("gallery.camera")}>{[...names].join(", ")}</Fact>}
      {licence && (
        <Fact title={say("gallery.licence")}>
          <a href={licence.href}>{collection.license}</a>
        </Fact>
      )}
      <TagFact say={say} tags={collection.semantics} />
    </dl>
  );
}

function PictureList({ say, isOwner, offered }: Pick<SequencePageProps, "say" | "offered"> & { isOwner: boolean }) {
  return (
    <section id="pictures">
      <h2>{say("web.pictures")}</h2>
      <noscript>
        <p>{say("gallery.needs_javascript")}</p>
      </noscript>
      <p class="muted" id="selecting">{say("gallery.selecting_explained")}</p>
      <p class="actions">
        <button type="button" class="quiet small" id="select-all">{say("gallery.select_all")}</button>
        <span id="pager" class="actions"></span>
      </p>
      <ul id="grid" class="picture-grid" aria-describedby="selecting"></ul>
      <div id="selection" class="selection card" role="region" aria-label={say("gallery.selection")} hidden>
        <strong id="selected-count" role="status"></strong>
        <button type="button" class="quiet small" id="download-selected">{say("syncapi.download")}</button>
        {isOwner && (
          <>
            <select id="selected-visibility" class="small" aria-label={say("gallery.change_visibility")}>
              <option value="">{say("gallery.change_visibility")}</option>
              {offered.map(([value, label]) => <option value={value}>{say(label)}</option>)}
            </select>
            <button type="button" class="quiet small" id="split-selected">{say("gallery.split")}</button>
            <button type="button" class="danger small" id="delete-selected">{say("web.delete")}</button>
          </>
        )}
        <button type="button" class="quiet small" id="select-none">{say("gallery.select_none")}</button>
      </div>
    </section>
  );
}
