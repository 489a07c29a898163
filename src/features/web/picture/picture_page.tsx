/** The body of the page of a picture. */
import { Fact, PlaceFact, TagFact } from "../gallery/facts.tsx";
import type { Language, Say } from "../../../core/messages/mod.ts";
import type { audiences } from "../audiences.ts";
import { moment, position } from "../gallery/format.ts";
import { Share } from "../gallery/share.tsx";
import { VisibilityBadge } from "../gallery/visibility_badge.tsx";
import { Messages } from "../layout/messages.tsx";
import type { ShownItem } from "./item.ts";
import { PictureEdit } from "./picture_edit.tsx";
import { ReportForm } from "./report_form.tsx";

interface PicturePageProps {
  say: Say;
  language: Language;
  base: string;
  /** Absolute address of this page. */
  address: string;
  item: ShownItem;
  /** Near the picture. */
  town: string | undefined;
  isAnonymous: boolean;
  mayReport: boolean;
  mayBlur: boolean;
  offered: ReturnType<typeof audiences>;
}

/** The page of a picture. */
export function PicturePage(props: PicturePageProps) {
  const { say, base, item, address } = props;
  const viewer = `focus=pic&pic=${item.id}`;
  const neighbour = (id: string | undefined, label: string, arrow: string) =>
    id && <a class="button quiet small" href={`${base}/pictures/${id}`} aria-label={label}>{arrow}</a>;
  return (
    <>
      <p class="under-title actions">
        {neighbour(item.previous, say("gallery.previous_picture"), "←")}
        <a class="button quiet small" href={`${base}/sequences/${item.collection}`}>{say("gallery.to_sequence")}</a>
        {neighbour(item.next, say("gallery.next_picture"), "→")}
        <a href={item.producer.id && `${base}/users/${item.producer.id}`}>
          {say("gallery.by", { name: item.producer.name })}
        </a>
        <VisibilityBadge say={say} visibility={item.visibility} />
      </p>
      <Messages floats />
      {item.isReady
        ? (
          <a class="picture" href={`${base}/#${viewer}`}>
            <img
              src={`${base}/api/pictures/${item.id}/sd.jpg`}
              alt={say(item.is360 ? "gallery.open_360" : "gallery.open_in_viewer")}
              width={item.size?.[0]}
              height={item.size?.[1]}
            />
          </a>
        )
        : <p class="card">{say("gallery.not_ready")}</p>}
      <p class="actions">
        <a class="button" href={`${base}/#${viewer}`}>
          {say(item.is360 ? "gallery.open_360" : "gallery.open_in_viewer")}
        </a>
        {item.isReady && (
          <a class="button quiet" href={`${base}/api/pictures/${item.id}/hd.jpg`} download={`${item.id}.jpg`}>
            {say("gallery.full_size")}
          </a>
        )}
        {props.mayBlur && (
          <a class="button quiet" href={`${base}/pictures/${item.id}/blur`}>{say("gallery.blur_part")}</a>
        )}
      </p>
      <div class="overview">
        <div id="map" class="map" role="region" aria-label={say("gallery.picture_map")}></div>
        <Facts {...props} />
      </div>
      <Share
        say={say}
        address={address}
        embedAddress={`${address.slice(0, address.indexOf("/pictures/"))}/embed#${viewer}`}
      />
      {item.mayEdit && <PictureEdit say={say} item={item} offered={props.offered} />}
      {props.mayReport && <ReportForm say={say} isAnonymous={props.isAnonymous} />}
      {item.isOwner && (
        <details id="history" class="card">
          <summary>{say("gallery.history")}</summary>
          <ol id="changes" class="files"></ol>
        </details>
      )}
    </>
  );
}

function Facts({ say, language, base, item, town }: PicturePageProps) {
  const [longitude, latitude] = item.position;
  return (
    <dl class="card">
      <Fact title={say("gallery.captured")}>{moment(item.datetime, language)}</Fact>
      <PlaceFact
        say={say}
        town={town}
        map={`${base}/#focus=map&map=18/${latitude.toFixed(6)}/${longitude.toFixed(6)}`}
      >
        {position(longitude, latitude)}
      </PlaceFact>
      {item.heading !== undefined && <Fact title={say("gallery.heading")}>{`${item.heading}°`}</Fact>}
      {item.camera && <Fact title={say("gallery.camera")}>{item.camera}</Fact>}
      {item.size && (
        <Fact title={say("gallery.size")}>{`${item.size[0]} × ${item.size[1]}${item.is360 ? ", 360°" : ""}`}</Fact>
      )}
      {item.fileName && <Fact title={say("gallery.file_name")}>{item.fileName}</Fact>}
      {item.licence && (
        <Fact title={say("gallery.licence")}>
          <a href={item.licence.href}>{item.licence.name}</a>
        </Fact>
      )}
      <TagFact say={say} tags={item.tags} />
    </dl>
  );
}
