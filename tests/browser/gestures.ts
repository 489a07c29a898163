/// <reference lib="dom" />
/** What people do with a mouse that playwright has no word for. */
import type { Page } from "playwright-core";
import { PATIENCE } from "../support/chromium.ts";

/**
 * Drops a folder of this machine on an element, as from a file manager (Chrome DevTools Protocol, `Input`). The element has
 * the class `over` while something is over it: before, a busy browser would take the drop for one on the page.
 */
export async function dropFolder(page: Page, selector: string, path: string): Promise<void> {
  const box = (await page.locator(selector).boundingBox())!;
  const place = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  const session = await page.context().newCDPSession(page);
  const data = { items: [], files: [path], dragOperationsMask: 1 };
  const drag = (type: "dragEnter" | "dragOver" | "drop") =>
    session.send("Input.dispatchDragEvent", { type, ...place, data });
  await drag("dragEnter");
  const deadline = performance.now() + PATIENCE;
  do await drag("dragOver"); while (
    await page.locator(`${selector}.over`).count() === 0 && performance.now() < deadline
  );
  await drag("drop");
}

interface MapElement extends Element {
  map?: { project(position: [number, number]): { x: number; y: number }; loaded(): boolean };
}

/** Clicks on a place of the viewer's map once it is drawn; longitude and latitude in degrees. */
export async function clickOnMap(page: Page, position: [number, number]): Promise<void> {
  const find = (position: [number, number]) => {
    const viewer = document.querySelector<MapElement>("pnx-viewer");
    if (!viewer?.map?.loaded()) return null;
    const { left, top } = viewer.getBoundingClientRect();
    const { x, y } = viewer.map.project(position);
    return { x: left + x, y: top + y };
  };
  const place = await page.waitForFunction(find, position);
  const { x, y } = (await place.jsonValue())!;
  await page.mouse.move(x, y);
  await page.mouse.click(x, y);
}
