/** The bar at the top of every page. In narrow windows, its links are behind a button. */
import type { Language, Say } from "../../../core/messages/mod.ts";
import { MenuIcon } from "./icons.tsx";
import { LanguageMenu } from "./language_menu.tsx";

/** What the navigation depends on. */
export interface NavigationState {
  /** Prefix of the addresses of this server: empty, or the path under which a reverse proxy serves it. */
  base: string;
  /** Path of the current page. */
  current: string;
  /** The address of the current page with its query, without the host. */
  address: string;
  language: Language;
  /** Who is logged in. */
  caller: { name: string; isAdministrator: boolean } | null;
  /** Whether there is a login, and whether this caller may upload. */
  canLogIn: boolean;
  canUpload: boolean;
  /** Whether there are all-sky cameras that the caller may see. */
  seesCameras: boolean;
  /** Whether the instance has terms of service. */
  hasTerms: boolean;
  say: Say;
}

interface Destination {
  path: string;
  label: string;
  isShown: boolean;
}

/** The bar at the top of every page. */
export function Navigation(props: NavigationState & { instance: string; icon: string }) {
  const { base, current, caller, canLogIn, say, instance, icon } = props;
  const destinations: Destination[] = [
    { path: "/", label: say("web.map"), isShown: true },
    { path: "/upload", label: say("web.upload"), isShown: props.canUpload },
    { path: "/allsky", label: say("syncapi.cameras"), isShown: props.seesCameras },
    { path: "/account", label: say("web.my_pictures"), isShown: caller !== null },
    { path: "/admin", label: say("web.administration"), isShown: caller?.isAdministrator ?? false },
    { path: "/pages/terms-of-service", label: say("web.terms_of_service"), isShown: props.hasTerms },
  ];
  return (
    <header class="bar">
      <button type="button" class="menu" popovertarget="menu" aria-label={say("web.menu")}>
        <MenuIcon />
      </button>
      <a class="brand" href={`${base}/`}>
        <img src={icon} alt="" width="28" height="28" />
        <span>{instance}</span>
      </a>
      <nav id="menu" popover="auto" aria-label={say("web.main_navigation")}>
        {destinations.filter(({ isShown }) => isShown).map(({ path, label }) => (
          <a href={base + path} aria-current={isOpen(path, current) ? "page" : undefined}>{label}</a>
        ))}
      </nav>
      <LanguageMenu base={base} language={props.language} address={props.address} say={say} />
      {canLogIn && (
        <div class="who">
          {caller
            ? (
              <>
                <a class="name" href={`${base}/account#settings`}>{caller.name}</a>
                <a href={`${base}/api/auth/logout?next_url=${encodeURIComponent(`${base}/`)}`}>{say("web.log_out")}</a>
              </>
            )
            : <a href={`${base}/api/auth/login`}>{say("web.log_in")}</a>}
        </div>
      )}
    </header>
  );
}

function isOpen(path: string, current: string): boolean {
  return path === "/" ? current === "/" : current === path || current.startsWith(`${path}/`);
}
