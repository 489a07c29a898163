/** The spaces of French typography: before `;`, `:`, `!` and `?`, and within guillemets, no line may break. */

/** Texts as they were typed, with ordinary spaces, but with the ones that French wants. */
export function withFrenchSpaces<Key extends string>(texts: Record<Key, string>): Record<Key, string> {
  const spaced = { ...texts };
  for (const key in texts) spaced[key] = withFrenchSpacesIn(texts[key]);
  return spaced;
}

function withFrenchSpacesIn(text: string): string {
  return text
    .replaceAll(/ (?=[;!?])/g, "\u202f")
    .replaceAll(/ (?=[:»])|(?<=«) /g, "\u00a0")
    .replaceAll(/(?<=\d) (?=\d{3}(?!\d))/g, "\u202f");
}
