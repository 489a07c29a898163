/** The sensors of a camera's own: what was sent in the free-form data of an image. */
import { sensorTitle } from "../charts/measures.ts";

const NAME = /^sensor_(user|temp)_(\d{1,3})$/;

/** A sensor and what it measured. */
export interface SensorValue {
  title: string;
  value: number;
}

/**
 * The sensors that measured something. indi-allsky sends sixty places of each kind, and zero for those that have no sensor.
 * @param labels what the camera said of itself, where names of sensors are
 */
export function sensorsOf(data: Record<string, unknown>, labels: Record<string, unknown>): SensorValue[] {
  return Object.entries(data).flatMap(([name, value]) => {
    const [, kind, number] = NAME.exec(name) ?? [];
    if (kind === undefined || typeof value !== "number" || value === 0) return [];
    return [{ key: [kind === "temp" ? 0 : 1, Number(number)] as const, title: sensorTitle(labels, name), value }];
  }).sort((a, b) => a.key[0] - b.key[0] || a.key[1] - b.key[1]).map(({ title, value }) => ({ title, value }));
}
