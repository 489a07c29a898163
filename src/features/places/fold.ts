/** Makes names comparable: without accents, case and punctuation. */

/** Letters that are not a simpler letter with a mark (Unicode Standard Annex 15 does not take them apart). */
const LETTERS: Record<string, string> = {
  ß: "ss",
  æ: "ae",
  œ: "oe",
  ø: "o",
  ł: "l",
  đ: "d",
  ð: "d",
  þ: "th",
  ı: "i",
};
const SPECIAL = new RegExp(`[${Object.keys(LETTERS).join("")}]`, "g");

/** A name as it is compared: words of lower-case letters and digits with one space between them. */
export function fold(name: string): string {
  return name.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(SPECIAL, (letter) => LETTERS[letter] ?? "")
    .replace(/[^\p{L}\p{N}]+/gu, " ").trim();
}
