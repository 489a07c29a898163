/** Ways to pass a page on: its address, also as a QR code, and code to embed the pictures. */
import { raw } from "hono/html";
import { renderSVG } from "uqr";
import type { Say } from "../../../core/messages/mod.ts";

interface ShareProps {
  say: Say;
  /** Absolute address of the page. */
  address: string;
  /** Absolute address that other sites may show in a frame. */
  embedAddress?: string;
}

/** The part of a page that is opened to share it. */
export function Share({ say, address, embedAddress }: ShareProps) {
  const code = embedAddress &&
    `<iframe src="${embedAddress}" style="border: none; width: 500px; height: 300px" allowfullscreen></iframe>`;
  return (
    <details id="share" class="card">
      <summary>{say("gallery.share")}</summary>
      <div class="shared">
        <div>
          <label>
            {say("gallery.link")}
            <input id="share-link" readonly value={address} />
          </label>
          <p>
            <button type="button" class="quiet small" data-copies="share-link">
              {say("admin.copy")}: {say("gallery.link")}
            </button>
          </p>
          {code && (
            <>
              <label>
                {say("gallery.embed_code")}
                <textarea id="share-code" readonly rows={3}>{code}</textarea>
              </label>
              <p>
                <button type="button" class="quiet small" data-copies="share-code">
                  {say("admin.copy")}: {say("gallery.embed_code")}
                </button>
              </p>
            </>
          )}
        </div>
        <div class="qr-code" role="img" aria-label={say("web.qr_code")}>{raw(renderSVG(address))}</div>
      </div>
    </details>
  );
}
