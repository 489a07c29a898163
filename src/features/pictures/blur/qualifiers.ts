/** Tags that say something of another tag: `detection_model[osm|traffic_sign=yes]`. */

/** A semantic tag. */
export interface Tag {
  key: string;
  value: string;
}

interface Qualifier {
  /** `detection_model` */
  name: string;
  /** Key of the tags it is about. */
  key: string;
  /** Value of the tags it is about; undefined and `*` stand for any. */
  value?: string;
}

/** Reads the key of a tag as a qualifier; undefined when it is none. */
export function readQualifier(key: string): Qualifier | undefined {
  const [, name, about, value] = /^([^[]+)\[([^=]+?)(?:=(.*))?\]$/s.exec(key) ?? [];
  return name === undefined || about === undefined ? undefined : { name, key: about, value };
}

function qualifies(qualifier: Qualifier, tag: Tag): boolean {
  const isAboutAny = qualifier.value === undefined || qualifier.value === "*";
  return qualifier.key === tag.key && (isAboutAny || qualifier.value === tag.value);
}

/**
 * The tags that a detection service wrote: those whose `detection_model` begins with its name, and all that qualifies them.
 * @param service such as `SGBlur`
 */
export function tagsOfService(tags: Tag[], service: string): Tag[] {
  const qualifiers = tags.flatMap((tag) => {
    const qualifier = readQualifier(tag.key);
    return qualifier ? [{ tag, qualifier }] : [];
  });
  const models = qualifiers.filter(({ tag, qualifier }) =>
    qualifier.name === "detection_model" && tag.value.startsWith(`${service}-`)
  );
  const detected = tags.filter((tag) => models.some(({ qualifier }) => qualifies(qualifier, tag)));
  const about = qualifiers.filter(({ qualifier }) => detected.some((tag) => qualifies(qualifier, tag)));
  return [...new Set([...detected, ...about.map(({ tag }) => tag)])];
}
