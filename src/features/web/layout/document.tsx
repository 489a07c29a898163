/** The frame of every page: head, navigation, and data for scripts. */
import { raw } from "hono/html";
import type { Child } from "hono/jsx";
import { Navigation, type NavigationState } from "./navigation.tsx";

/** What the frame shows and what the page loads. */
export interface DocumentProps {
  language: string;
  title: string;
  description?: string;
  instance: string;
  /** `narrow` for forms, `wide` for lists and tables, `full` for content that fills the window. */
  width: "narrow" | "wide" | "full";
  /** Its sections appear when a script has filled them, so that nothing moves. */
  isFilled?: boolean;
  /** Address of a classic script that runs before anything can be used. */
  early?: string;
  navigation?: NavigationState;
  /** News of the instance: HTML that is safe to show, and its language. */
  banner?: { content: string; language: string };
  /** Text of the link that skips the navigation. */
  skip: string;
  icon: string;
  styles: string[];
  /** Addresses of ES modules. */
  modules: string[];
  /** Addresses of classic scripts, which run before the modules. */
  scripts: string[];
  /** Data for the modules: texts in the caller's language, addresses, settings. */
  data?: Record<string, unknown>;
  children: Child;
}

/** The whole HTML of a page around its content. */
export function Document(props: DocumentProps) {
  const { language, title, instance, width, navigation, children } = props;
  return (
    <html lang={language} class={props.isFilled ? "filling" : undefined}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{title === instance ? title : `${title} – ${instance}`}</title>
        {props.description && <meta name="description" content={props.description} />}
        <link rel="icon" type="image/svg+xml" href={props.icon} />
        {props.styles.map((address) => <link rel="stylesheet" href={address} />)}
        {props.early && <script src={props.early}></script>}
        {props.data && <script type="application/json" id="page-data">{raw(jsonInHtml(props.data))}</script>}
        {props.scripts.map((address) => <script src={address} defer></script>)}
        {props.modules.map((address) => <script type="module" src={address}></script>)}
      </head>
      <body class={width}>
        {navigation && <a class="skip" href="#content">{props.skip}</a>}
        {navigation && <Navigation {...navigation} instance={instance} icon={props.icon} />}
        {props.banner && <aside class="banner" lang={props.banner.language}>{raw(props.banner.content)}</aside>}
        <main id="content" tabindex={-1}>{children}</main>
      </body>
    </html>
  );
}

/** JSON that cannot end the element around it (HTML, "restrictions for contents of script elements"). */
export function jsonInHtml(value: unknown): string {
  return JSON.stringify(value).replaceAll("<", "\\u003c");
}
