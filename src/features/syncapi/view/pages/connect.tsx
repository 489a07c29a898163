/** How to connect a camera: what to enter in indi-allsky, for this instance. */
import type { Say } from "../../../../core/messages/mod.ts";

/** Labels of indi-allsky's configuration page, which is in English alone. */
const LABELS = {
  enable: "Enable Sync API",
  url: "URL",
  username: "Username",
  key: "API Key",
  images: "Transfer images",
} as const;

/** The steps. @param address what indi-allsky asks for as the URL */
export function Connect({ address, say }: { address: string; say: Say }) {
  return (
    <>
      <p>{say("sky.connect_explained")}</p>
      <ol class="connect">
        <li>
          {say("sky.connect_key")}
          <pre tabindex={0}><code>panoramax user allsky --create --generate-api-key</code></pre>
        </li>
        <li>
          {say("sky.connect_enter")}
          <dl class="facts">
            <dt lang="en">{LABELS.enable}</dt>
            <dd>✓</dd>
            <dt lang="en">{LABELS.url}</dt>
            <dd>
              <code>{address}</code>
            </dd>
            <dt lang="en">{LABELS.username}</dt>
            <dd>
              <code>allsky</code>
            </dd>
            <dt lang="en">{LABELS.key}</dt>
            <dd>{say("sky.connect_printed")}</dd>
            <dt lang="en">{LABELS.images}</dt>
            <dd>{say("sky.connect_images")}</dd>
          </dl>
          {!address.startsWith("https:") && <p role="note" class="notice">{say("sky.connect_https")}</p>}
        </li>
        <li>{say("sky.connect_restart")}</li>
      </ol>
    </>
  );
}
