/** Forms of the pages: their fields, and what comes back. */
import { chunksOf } from "../../core/http/body_chunks.ts";
import { message } from "../../core/messages/mod.ts";
import { html, raw } from "hono/html";
import { SHORTEST_PASSWORD } from "../accounts/mod.ts";
import type { RequestContext } from "../../core/http/context.ts";
import { ApiError } from "../../core/http/errors.ts";
import type { Html } from "./page.tsx";

const MOST_BYTES = 16 * 1024;

/** What a field is for; browsers and password managers fill it in accordingly (HTML, "autofill"). */
export type FieldUse = "username" | "current-password" | "new-password";

/** A text field with its label. */
export function field(name: string, label: string, use: FieldUse, value = ""): Html {
  const type = use === "username" ? "text" : "password";
  const length = use === "new-password" ? raw(` minlength="${SHORTEST_PASSWORD}"`) : "";
  return html`<label>${label}
<input name="${name}" type="${type}" autocomplete="${use}" value="${value}" required${length} autocapitalize="none" spellcheck="false">
</label>`;
}

/** A value that goes along unseen; nothing when there is none. */
export function hidden(name: string, value: string | undefined): Html {
  return value === undefined ? html`` : html`<input type="hidden" name="${name}" value="${value}">`;
}

/** What went wrong with the last try; nothing when there was none. */
export function alert(message: string | undefined): Html {
  return message === undefined ? html`` : html`<p role="alert">${message}</p>`;
}

/**
 * The fields of a form that was sent (`application/x-www-form-urlencoded`).
 * @throws ApiError 413 for more than a form of ours can have, 415 for another format
 */
export async function readForm(context: RequestContext): Promise<URLSearchParams> {
  if (!/^application\/x-www-form-urlencoded\s*(;|$)/i.test(context.req.header("Content-Type") ?? "")) {
    throw new ApiError(415, message("web.not_a_form"));
  }
  let text = "";
  const decoder = new TextDecoder();
  for await (const chunk of chunksOf(context.req.raw.body)) {
    text += decoder.decode(chunk, { stream: true });
    if (text.length > MOST_BYTES) throw new ApiError(413, message("web.form_too_large", { bytes: MOST_BYTES }));
  }
  return new URLSearchParams(text);
}
