/** What can be charted: what every image is sent with, and the sensors that the owner of the camera chose. */
import type { MessageKey, Say } from "../../../../core/messages/mod.ts";

/** Where a measure is kept: a column, a field of the kind, or one of the free-form data. */
export type Place = "column" | "properties" | "data";

/** Something that is charted. */
export interface Measure {
  name: string;
  place: Place;
  title: string;
}

const COLUMNS = {
  sqm: "syncapi.sky_brightness",
  stars: "syncapi.stars",
  temp: "syncapi.sensor_temperature",
  exposure: "syncapi.exposure",
  gain: "syncapi.gain",
  detections: "sky.detections",
} as const satisfies Record<string, MessageKey>;
const PROPERTIES = {
  adu: "sky.brightness",
  kpindex: "sky.kp_index",
  ovation_max: "sky.aurora",
  smoke_rating: "sky.smoke",
} as const satisfies Record<string, MessageKey>;

type Title = typeof COLUMNS[keyof typeof COLUMNS] | typeof PROPERTIES[keyof typeof PROPERTIES];

/** The measures of a camera's own page. */
export const MAIN_MEASURES = ["sqm", "stars", "temp", "exposure"];

/** Names of sensors in the free-form data of images. */
const SENSOR = /^sensor_(user|temp)_\d{1,3}$/;
/** As in indi-allsky. */
const MOST_CUSTOM = 9;

/** What images of every camera are sent with. */
export function commonMeasures(say: Say): Measure[] {
  const listed = (names: Record<string, Title>, place: Place) =>
    Object.entries(names).map(([name, key]) => ({ name, place, title: say(key) }));
  return [...listed(COLUMNS, "column"), ...listed(PROPERTIES, "properties")];
}

/** The charts that the owner chose in indi-allsky. @param data what the camera said of itself, free-form */
export function customMeasures(data: Record<string, unknown>): Measure[] {
  const measures: Measure[] = [];
  for (let number = 1; number <= MOST_CUSTOM; number++) {
    const name = data[`custom_chart_${number}_key`];
    if (typeof name !== "string" || !SENSOR.test(name) || measures.some((other) => other.name === name)) continue;
    measures.push({ name, place: "data", title: sensorTitle(data, name) });
  }
  return measures;
}

/** What the owner calls a sensor. */
export function sensorTitle(data: Record<string, unknown>, name: string): string {
  const label = data[name];
  return typeof label === "string" && label.trim() !== "" ? label.slice(0, 100) : name;
}
