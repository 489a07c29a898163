/** Where the sun and the moon are for a camera. Cameras send the phase of the moon alone: the rest is computed. */
import { getMoonIllumination, getMoonPosition, getMoonTimes, getPosition, getTimes } from "suncalc";

const HALF_DAY = 12 * 3600 * 1000;

/** A place on Earth, degrees. */
export interface Place {
  latitude: number;
  longitude: number;
}

/** Where a camera stands; undefined when it did not say so. */
export function placeOf(properties: Record<string, unknown>): Place | undefined {
  const { latitude, longitude } = properties;
  if (typeof latitude !== "number" || typeof longitude !== "number") return undefined;
  return Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180 ? { latitude, longitude } : undefined;
}

/** What the sun does to the sky. */
export type Twilight = "day" | "civil" | "nautical" | "astronomical" | "night";

/** The sky over a place at a moment; angles in degrees. */
export interface SkyAt {
  sunAltitude: number;
  twilight: Twilight;
  moonAltitude: number;
  /** From north over east. */
  moonAzimuth: number;
  /** 0 to 1. */
  moonLit: number;
  isMoonWaxing: boolean;
  /** Events of the night around the moment, or of the one that follows by day: milliseconds since 1970. */
  events: { sunset?: number; darkFrom?: number; darkUntil?: number; sunrise?: number };
  moonEvents: { rise?: number; set?: number };
}

/** @param time milliseconds since 1970 @param utcOffset of the clock there, seconds east of UTC */
export function skyAt(time: number, { latitude, longitude }: Place, utcOffset: number): SkyAt {
  const moment = new Date(time);
  const sun = getPosition(moment, latitude, longitude), moon = getMoonPosition(moment, latitude, longitude);
  const { fraction, waxing } = getMoonIllumination(moment);
  // The noon on that clock with which the night begins: nights go from noon to noon.
  const wall = time + utcOffset * 1000;
  const noon = Math.floor((wall - HALF_DAY) / (2 * HALF_DAY)) * 2 * HALF_DAY + HALF_DAY - utcOffset * 1000;
  const evening = getTimes(new Date(noon), latitude, longitude);
  const morning = getTimes(new Date(noon + 2 * HALF_DAY), latitude, longitude);
  const moonTimes = [noon, noon + 2 * HALF_DAY].map((start) => getMoonTimes(new Date(start), latitude, longitude));
  const within = (date: Date | null | undefined) => {
    const at = date?.getTime();
    return at !== undefined && at >= noon && at < noon + 2 * HALF_DAY ? at : undefined;
  };
  const first = (dates: (Date | null | undefined)[]) => dates.map(within).find((at) => at !== undefined);
  return {
    sunAltitude: sun.altitude,
    twilight: twilightOf(sun.altitude),
    moonAltitude: moon.altitude,
    moonAzimuth: moon.azimuth,
    moonLit: fraction,
    isMoonWaxing: waxing,
    events: {
      sunset: within(evening.sunset),
      darkFrom: within(evening.night),
      darkUntil: within(morning.nightEnd),
      sunrise: within(morning.sunrise),
    },
    moonEvents: { rise: first(moonTimes.map(({ rise }) => rise)), set: first(moonTimes.map(({ set }) => set)) },
  };
}

/** By how far the sun is below the horizon. */
function twilightOf(sunAltitude: number): Twilight {
  if (sunAltitude > -0.3) return "day";
  if (sunAltitude > -6) return "civil";
  if (sunAltitude > -12) return "nautical";
  return sunAltitude > -18 ? "astronomical" : "night";
}
