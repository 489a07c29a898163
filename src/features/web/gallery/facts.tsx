/** Facts about pictures and sequences, as rows of a list of terms (`dl`). */
import type { Child } from "hono/jsx";
import type { Say } from "../../../core/messages/mod.ts";

/** One fact with its name. */
export function Fact({ title, children }: { title: string; children: Child }) {
  return (
    <>
      <dt>{title}</dt>
      <dd>{children}</dd>
    </>
  );
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
