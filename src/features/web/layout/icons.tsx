/** Decorative drawings; screen readers skip them. */
import type { Child } from "hono/jsx";

function Icon({ size, children }: { size: number; children: Child }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      stroke-width="2"
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
    >
      {children}
    </svg>
  );
}

/** Three lines: opens the navigation on narrow screens. */
export function MenuIcon() {
  return (
    <Icon size={22}>
      <path d="M4 6h16M4 12h16M4 18h16" />
    </Icon>
  );
}

/** A globe: the languages. */
export function LanguageIcon() {
  return (
    <Icon size={18}>
      <path d="M3 12a9 9 0 1 0 18 0a9 9 0 1 0-18 0M3.5 9h17M3.5 15h17M12 3a14 14 0 0 0 0 18M12 3a14 14 0 0 1 0 18" />
    </Icon>
  );
}

/** Pictures with an arrow: where files are dropped. */
export function PicturesIcon() {
  return (
    <Icon size={44}>
      <path d="M3 17V7a2 2 0 0 1 2-2h3l2-2h4l2 2h3a2 2 0 0 1 2 2v10a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2" />
      <path d="M12 15V9m-3 3 3-3 3 3" />
    </Icon>
  );
}
