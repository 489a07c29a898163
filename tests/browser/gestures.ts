/// <reference lib="dom" />
/** What people do with a mouse that playwright has no word for. */
import type { Page } from "playwright-core";

/** Drops a folder of this machine on an element, as from a file manager (Chrome DevTools Protocol, `Input`). */
export async function dropFolder(page: Page, selector: string, path: string): Promise<void> {
  const box = (await page.locator(selector).boundingBox())!;
  const place = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  const session = await page.context().newCDPSession(page);
  const data = { items: [], files: [path], dragOperationsMask: 1 };
  for (const type of ["dragEnter", "dragOver", "drop"] as const) {
    await session.send("Input.dispatchDragEvent", { type, ...place, data });
  }
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
