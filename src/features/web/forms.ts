/** Forms on pages: their fields, and reading what was sent. */
import { chunksOf } from "../../core/http/body_chunks.ts";
import { message } from "../../core/messages/mod.ts";
import { html, raw } from "hono/html";
import { SHORTEST_PASSWORD } from "../accounts/mod.ts";
import type { RequestContext } from "../../core/http/context.ts";
import { ApiError } from "../../core/http/errors.ts";
import type { Html } from "./page.tsx";

const MOST_BYTES = 16 * 1024;

/** The purpose of a field, by which browsers and password managers fill it in (HTML, "autofill"). */
export type FieldUse = "username" | "current-password" | "new-password" | "one-time-code";

/** A text field with its label. */
export function field(name: string, label: string, use: FieldUse, value = ""): Html {
  const type = use === "username" || use === "one-time-code" ? "text" : "password";
  const length = use === "new-password" ? raw(` minlength="${SHORTEST_PASSWORD}"`) : "";
  return html`<label>${label}
<input name="${name}" type="${type}" autocomplete="${use}" value="${value}" required${length} autocapitalize="none" spellcheck="false">
</label>`;
}

/** A hidden field; nothing when there is no value. */
export function hidden(name: string, value: string | undefined): Html {
  return value === undefined ? html`` : html`<input type="hidden" name="${name}" value="${value}">`;
}

/** What went wrong with the last attempt; nothing when there is no message. */
export function alert(message: string | undefined): Html {
  return message === undefined ? html`` : html`<p role="alert">${message}</p>`;
}

/**
 * The fields of a form that was sent (`application/x-www-form-urlencoded`).
 * @throws ApiError 413 for more than our forms can contain, 415 for another format
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
