/** Names with their values. */

/** A list of facts. @param facts by name; null for what is not known, which is left out */
export function Facts({ facts }: { facts: Record<string, string | number | null> }) {
  return (
    <dl class="facts">
      {Object.entries(facts).filter(([, value]) => value !== null && value !== "").map(([name, value]) => (
        <>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </>
      ))}
    </dl>
  );
}
