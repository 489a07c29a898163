/** The body of the page of an account. It needs no scripts. */
import type { Language, Say } from "../../../core/messages/mod.ts";
import type { Link, UserSummaryRow } from "../../stac/mod.ts";
import { Near } from "../gallery/facts.tsx";
import { count, interval, length } from "../gallery/format.ts";

/** A link of the collection of an account, to one of its sequences or to another page of them. */
type ProfileLink = Link & { id?: string; title?: string; "stats:items"?: { count?: number } };

interface ProfilePageProps {
  say: Say;
  language: Language;
  base: string;
  id: string;
  summary: UserSummaryRow;
  /** Days of which there are sequences. */
  days: number;
  links: ProfileLink[];
  /** Near the sequences, by their ids. */
  towns: Map<string, string>;
  /** It is that of the caller. */
  isOwn: boolean;
}

/** What an account published, as far as the caller may see it. */
export function ProfilePage({ say, language, base, id, summary, days, links, towns, isOwn }: ProfilePageProps) {
  const numbers = [
    [say("web.sequences"), count(summary.collections, language)],
    [say("web.pictures"), count(summary.pictures, language)],
    [say("gallery.length"), length((summary.length ?? 0) / 1000, language)],
    [say("gallery.active_days"), count(days, language)],
  ];
  const sequences = links.filter(({ rel }) => rel === "child");
  return (
    <>
      {summary.first_ts && summary.last_ts && (
        <p class="muted">{interval(`${summary.first_ts}`, `${summary.last_ts}`, language)}</p>
      )}
      <div class="figures">
        {numbers.map(([label, value]) => (
          <div class="card">
            <strong>{value}</strong> <small>{label}</small>
          </div>
        ))}
      </div>
      {isOwn && (
        <p class="actions">
          <a class="button quiet" href={`${base}/account`}>{say("web.my_pictures")}</a>
        </p>
      )}
      <section>
        <h2>{say("web.sequences")}</h2>
        {sequences.length === 0 ? <p class="muted">{say("web.no_sequences")}</p> : (
          <ul class="cards">
            {sequences.map((sequence) => (
              <li class="card">
                <img src={`${base}/api/collections/${sequence.id}/thumb.jpg`} alt="" loading="lazy" />
                <h3>
                  <a href={`${base}/sequences/${sequence.id}`}>{sequence.title}</a>
                </h3>
                <p class="muted">
                  {say("web.pictures")}: {count(sequence["stats:items"]?.count ?? 0, language)}
                  <NearSequence say={say} town={towns.get(sequence.id ?? "")} />
                </p>
              </li>
            ))}
          </ul>
        )}
        <p class="actions">
          {([["prev", "web.newer"], ["next", "web.older"]] as const).map(([rel, label]) => {
            const page = new URL(links.find((link) => link.rel === rel)?.href ?? "x:").searchParams.get("page");
            return page && (
              <a class="button quiet small" href={`${base}/users/${id}?page=${encodeURIComponent(page)}`}>
                {say(label)}
              </a>
            );
          })}
        </p>
      </section>
    </>
  );
}

function NearSequence({ say, town }: { say: Say; town: string | undefined }) {
  return town === undefined ? null : (
    <>
      <br />
      <Near say={say} town={town} />
    </>
  );
}
