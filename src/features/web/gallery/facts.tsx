/** Facts about pictures and sequences, as rows of a list of terms (`dl`). */
import type { Child } from "hono/jsx";
import type { Say } from "../../../core/messages/mod.ts";
import { TOWN_ATTRIBUTION } from "../../places/mod.ts";

/** One fact with its name. */
export function Fact({ title, children }: { title: string; children: Child }) {
  return (
    <>
      <dt>{title}</dt>
      <dd>{children}</dd>
    </>
  );
}

/** Where something is: by the town nearby where there is one, and by its coordinates, which lead to the map. */
export function PlaceFact(
  { say, town, map, children }: { say: Say; town: string | undefined; map: string; children: Child },
) {
  return (
    <Fact title={say("gallery.place")}>
      {town && <Near say={say} town={town} />}
      {town && <br />}
      <a href={map}>{children}</a>
    </Fact>
  );
}

/** The town near a place, with whose name it is. */
export function Near({ say, town }: { say: Say; town: string }) {
  return <span title={TOWN_ATTRIBUTION}>{say("gallery.near", { place: town })}</span>;
}

/** Tags; nothing where there are none. */
export function TagFact({ say, tags }: { say: Say; tags: { key: string; value: string }[] }) {
  if (tags.length === 0) return null;
  return (
    <Fact title={say("gallery.tags")}>
      {tags.map(({ key, value }) => <code class="tag">{`${key}=${value}`}</code>)}
    </Fact>
  );
}
