/** Pages rendered on the server; everything they load also comes from this server. */
import type { Child } from "hono/jsx";
import type { HtmlEscapedString } from "hono/utils/html";
import { basePath } from "../../core/http/base_url.ts";
import type { FrameTexts, RequestContext } from "../../core/http/context.ts";
import {
  type Language,
  type Message,
  type MessageKey,
  type Say,
  speaker,
  textsFor,
  translate,
} from "../../core/messages/mod.ts";
import type { Settings } from "../../core/settings/mod.ts";
import { contentSecurityPolicy, type PageNeeds, type PolicySettings } from "./content_security_policy.ts";
import { Document } from "./layout/document.tsx";
import type { NavigationState } from "./layout/navigation.tsx";
import { pageLanguage } from "./page_language.ts";
import type { PackageName } from "./static_files/files.ts";
import { staticAddress } from "./static_files/addresses.ts";
import { mapWords } from "./viewer/map_words.ts";

/** HTML as Hono's JSX gives it: values are escaped. */
export type Html = HtmlEscapedString | Promise<HtmlEscapedString>;

/** The settings that every page depends on. */
export type PageSettings =
  & PolicySettings
  & Pick<
    Settings,
    "API_SUMMARY" | "OAUTH_PROVIDER" | "API_READ_ONLY" | "API_FORCE_AUTH_ON_UPLOAD"
  >;

/** A file that a page loads: one of our own, or one of a package. */
export type PageFile = string | { source: PackageName; path: string };

/** The content of a page. */
export interface PageContent {
  title: string;
  /** For search engines and previews. */
  description?: string;
  body: Child;
  status?: 200 | 400 | 401 | 403 | 404 | 405 | 429 | 500 | 501 | 502 | 503;
  /** `narrow` (default) for forms, `wide` for lists and tables, `full` for content that fills the window, without a heading. */
  width?: "narrow" | "wide" | "full";
  /** Style sheets in addition to those of all pages. */
  styles?: PageFile[];
  /** ES modules. */
  modules?: PageFile[];
  /** Classic scripts, which run before the modules. */
  scripts?: PageFile[];
  /** A module fills its sections, and shows them by `fillSections()`. */
  isFilled?: boolean;
  /** Data for the modules, in addition to the texts. */
  data?: Record<string, unknown>;
  /** Keys of the texts that the modules show: they get them in the caller's language. */
  texts?: readonly MessageKey[];
  needs?: PageNeeds;
  /** The body contains its own heading. */
  hasOwnHeading?: boolean;
  /** Leave out the bar at the top. */
  isBare?: boolean;
}

const COMMON_STYLES = ["style.css", "controls.css", "lists.css"];

/** Gives texts by their keys in the caller's language. */
export function translator(context: RequestContext): Say {
  return speaker(pageLanguage(context));
}

/** A message in the caller's language. */
export function localize(context: RequestContext, text: Message): string {
  return translate(text, pageLanguage(context));
}

/** The name of the instance in a language. */
export function instanceName({ API_SUMMARY: { name } }: Pick<Settings, "API_SUMMARY">, language: Language): string {
  return name[language] ?? name.en ?? "Panoramax";
}

/** Answers with a page that no cache may store. */
export async function answerPage(
  context: RequestContext,
  settings: PageSettings,
  content: PageContent,
): Promise<Response> {
  const language = pageLanguage(context);
  const say = translator(context);
  const base = basePath(context);
  const address = async (file: PageFile) =>
    base + (typeof file === "string" ? await staticAddress("app", file) : await staticAddress(file.source, file.path));
  const addresses = (files: PageFile[] = []) => Promise.all(files.map(address));
  const { title, body, width = "narrow", status = 200 } = content;

  context.header("Cache-Control", "private, no-store");
  context.header("Content-Security-Policy", contentSecurityPolicy(settings, content.needs ?? {}));
  context.header("Referrer-Policy", "same-origin");
  context.header("X-Content-Type-Options", "nosniff");
  context.header("Content-Language", language);
  context.header("Vary", "Accept-Language", { append: true });
  const frame = content.isBare ? undefined : await frameTexts(context);
  const document = Document({
    language,
    title,
    description: content.description,
    instance: instanceName(settings, pageLanguage(context)),
    width,
    isFilled: content.isFilled,
    early: content.modules ? await address("early_forms.js") : undefined,
    skip: say("web.skip"),
    navigation: content.isBare ? undefined : await navigationState(context, settings, { base, status, frame }),
    banner: frame?.banner,
    icon: await address("icon.svg"),
    styles: await addresses([...COMMON_STYLES, ...content.styles ?? []]),
    modules: await addresses(modulesOf(content)),
    scripts: await addresses(content.scripts),
    data: content.modules || content.data
      ? { base, language, texts: textsFor(content.texts ?? [], language), ...mapData(content, say), ...content.data }
      : undefined,
    children: width === "full" || content.hasOwnHeading ? body : [<h1>{title}</h1>, body],
  });
  return context.html(`<!doctype html>${await document}`, status);
}

function mapData({ needs }: PageContent, say: Say): Record<string, unknown> {
  return needs?.map ? { mapWords: mapWords(say) } : {};
}

/** Pages that need no script, such as the login, get none for the menu of languages either: it works without. */
function modulesOf({ modules = [], scripts = [], isBare }: PageContent): PageFile[] {
  const isScripted = modules.length + scripts.length > 0;
  return isScripted && !isBare ? [...modules, "language_menu.js"] : modules;
}

/** Answers a caller who is no administrator, instead of a page for administrators alone. @param title of that page */
export async function answerAdministratorsOnly(
  context: RequestContext,
  settings: PageSettings,
  title: string,
): Promise<Response> {
  const body = <p role="alert">{translator(context)("web.administrators_only")}</p>;
  return await answerPage(context, settings, { title, status: 403, body });
}

/** Pages of errors are shown without the database, too. */
async function frameTexts(context: RequestContext): Promise<FrameTexts | undefined> {
  return await context.get("frameTexts")?.(pageLanguage(context)).catch(() => undefined);
}

async function navigationState(
  context: RequestContext,
  settings: PageSettings,
  { base, status, frame }: { base: string; status: number; frame: FrameTexts | undefined },
): Promise<NavigationState> {
  // Routes that are the same for everybody do not look up the caller: they show the bar of an anonymous visitor.
  const caller = context.get("caller") ?? null;
  const mayUpload = caller !== null || !settings.API_FORCE_AUTH_ON_UPLOAD || settings.OAUTH_PROVIDER !== undefined;
  return {
    base,
    current: context.req.path,
    // Where the query is what is wrong, it is not repeated.
    address: base + context.req.path + (status < 400 ? new URL(context.req.url).search : ""),
    language: pageLanguage(context),
    caller: caller && { name: caller.name, isAdministrator: caller.role === "admin" },
    canLogIn: settings.OAUTH_PROVIDER !== undefined,
    canUpload: mayUpload && !settings.API_READ_ONLY,
    seesCameras: await context.get("seesCameras")?.() ?? false,
    hasTerms: frame?.hasTerms ?? false,
    say: translator(context),
  };
}
