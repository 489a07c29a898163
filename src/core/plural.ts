/**
 * A number of things in English, for the command line and logs, which speak no other language.
 * @param plural where it is not the singular with an `s`
 */
export function countOf(number: number, singular: string, plural = `${singular}s`): string {
  return `${number} ${number === 1 ? singular : plural}`;
}
