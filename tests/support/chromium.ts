/** Chromium for tests of the pages: a real browser that can reach this machine only. */
import assert from "node:assert/strict";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";

/** Path of the browser, from `TEST_CHROMIUM`; without it, tests in a browser are skipped. */
export const CHROMIUM = Deno.env.get("TEST_CHROMIUM");

/** Milliseconds to wait for a page. Without a graphics card each picture takes seconds to draw, on a busy machine far longer. */
export const PATIENCE = 150_000;

/**
 * What playwright-core 1.65 turns off, which a second switch of that name would turn on again; and pages of the browser's own
 * window, for addresses that nobody types: they took as much of the processor as opening a tab does otherwise.
 */
const DISABLED_FEATURES = [
  "AvoidUnnecessaryBeforeUnloadCheckSync",
  "DestroyProfileOnBrowserClose",
  "HttpsUpgrades",
  "HttpsFirstBalancedModeAutoEnable",
  "LensOverlay",
  "MediaRouter",
  "PaintHolding",
  "ThirdPartyStoragePartitioning",
  "AvoidCorsURLLoaderRestartOnRedirect",
  "OptimizationHints",
  "NetworkTimeServiceQuerying",
  "AimEnabled",
  "PreconnectToSearch",
  ...["WebUIOmniboxPopup", "WebUIOmniboxAimPopup", "WebUIOmniboxFullPopup"],
];

/** Every other name leads nowhere, as on a network without internet; WebGL is drawn by the processor. */
const ARGUMENTS = [
  "--no-sandbox",
  "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
  // All else than WebGL is drawn without a detour through its emulation.
  "--disable-gpu-compositing",
  "--use-gl=angle",
  "--use-angle=swiftshader",
  "--enable-unsafe-swiftshader",
  `--disable-features=${DISABLED_FEATURES.join(",")}`,
];

/** A page, and what it did that it should not do. */
export interface Tab {
  page: Page;
  /** Errors in the console, and exceptions that nobody caught. */
  errors: string[];
  /** Requests to other servers. */
  strangers: string[];
}

/** All tests of a process share one: starting it takes as long as many a test. */
let shared: Promise<Browser> | undefined;
Deno.test.afterAll(async () => await (await shared)?.close());

/** Opens tabs for a test in a browser, and closes them afterwards. */
export async function withBrowser(body: (browser: Browser) => Promise<void>): Promise<void> {
  if (!(await shared)?.isConnected()) shared = chromium.launch({ executablePath: CHROMIUM, args: ARGUMENTS });
  const browser = await shared!;
  try {
    await body(browser);
  } finally {
    await Promise.all(browser.contexts().map((context) => context.close()));
  }
}

/** A new tab, with cookies of its own. Maps jump instead of flying: each picture on the way takes the processor's time. */
export async function openTab(browser: Browser, url: string, options: BrowserContextOptions = {}): Promise<Tab> {
  const context = await browser.newContext({
    viewport: { width: 1200, height: 760 },
    locale: "en",
    reducedMotion: "reduce",
    ...options,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE);
  const tab: Tab = { page, errors: [], strangers: [] };
  page.on("console", (message) => {
    if (message.type() === "error") tab.errors.push(message.text());
  });
  page.on("pageerror", (error) => tab.errors.push(String(error)));
  page.on("request", (request) => {
    const { protocol, origin } = new URL(request.url());
    if (protocol.startsWith("http") && origin !== new URL(url).origin) tab.strangers.push(request.url());
  });
  await page.goto(url);
  return tab;
}

/** Fails when a page complained, or asked another server. */
export function assertQuiet({ errors, strangers }: Tab): void {
  assert.deepEqual({ errors, strangers }, { errors: [], strangers: [] });
}

/**
 * Keeps what the page shows in `TEST_SCREENSHOTS`, as JPEG: docs/screenshots when the pictures there are to be renewed.
 * Without it, nothing is kept.
 */
export async function saveScreenshot(page: Page, name: string, { fullPage = false } = {}): Promise<void> {
  const folder = Deno.env.get("TEST_SCREENSHOTS");
  if (folder) await page.screenshot({ path: `${folder}/${name}.jpg`, type: "jpeg", quality: 80, fullPage });
}
