/** The menu of languages: a form, so that it works without scripts. */
import { type Language, LANGUAGE_NAMES, LANGUAGES, type Say } from "../../../core/messages/mod.ts";
import { LanguageIcon } from "./icons.tsx";

interface LanguageMenuProps {
  base: string;
  /** The language of the page. */
  language: Language;
  /** The address of the page, to come back to. */
  address: string;
  say: Say;
}

/** A button that opens the list of languages, each by its own name. */
export function LanguageMenu({ base, language, address, say }: LanguageMenuProps) {
  return (
    <div class="languages">
      <button
        type="button"
        class="quiet small"
        popovertarget="languages"
        aria-label={`${say("web.language")}: ${language.toUpperCase()}`}
      >
        <LanguageIcon /> <span aria-hidden="true">{language.toUpperCase()}</span>
      </button>
      <form id="languages" popover="auto" method="post" action={`${base}/language`} aria-label={say("web.language")}>
        <input type="hidden" name="next_url" value={address} />
        {LANGUAGES.map((code) => (
          <button
            type="submit"
            name="language"
            value={code}
            lang={code}
            aria-current={code === language ? "true" : undefined}
          >
            {LANGUAGE_NAMES[code]}
          </button>
        ))}
      </form>
    </div>
  );
}
