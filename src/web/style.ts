/** The look of the pages: one small sheet inside each of them, so that nothing else has to be fetched. */
import { createHash } from "node:crypto";

export const STYLE = `
:root { color-scheme: light dark; --accent: #5e499c; --danger: #b00020; --line: #8886; }
* { box-sizing: border-box; }
body { margin: 0; font: 1rem/1.5 system-ui, sans-serif; display: grid; justify-items: center; padding: 5vh 1rem; }
main { width: 100%; max-width: 26rem; }
h1 { font-size: 1.5rem; line-height: 1.2; margin: 0 0 1rem; }
h2 { font-size: 1.125rem; margin: 2rem 0 0.5rem; }
form { display: grid; gap: 0.75rem; margin: 1rem 0; }
label { display: grid; gap: 0.25rem; }
input { font: inherit; padding: 0.5rem 0.625rem; border: 1px solid var(--line); border-radius: 0.375rem; }
button { font: inherit; font-weight: 600; padding: 0.625rem 1rem; border: 0; border-radius: 0.375rem; cursor: pointer;
  color: #fff; background: var(--accent); }
button.quiet { color: inherit; background: none; border: 1px solid var(--line); font-weight: 400; }
input:focus-visible, button:focus-visible, a:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
[role="alert"] { border-left: 4px solid var(--danger); padding: 0.25rem 0.75rem; }
[role="status"] { border-left: 4px solid var(--accent); padding: 0.25rem 0.75rem; }
nav { display: flex; flex-wrap: wrap; gap: 1rem; margin-top: 1.5rem; }
dl { display: grid; grid-template-columns: auto 1fr; gap: 0.25rem 1rem; }
dd { margin: 0; overflow-wrap: anywhere; }
small { opacity: 0.8; }
@media (prefers-color-scheme: dark) { :root { --accent: #7b62c4; --danger: #ff6b81; } }
`;

/** How a content security policy allows this sheet and no other. */
export const STYLE_SOURCE = `'sha256-${createHash("sha256").update(STYLE).digest("base64")}'`;
