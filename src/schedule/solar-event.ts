import { getTimes } from "suncalc";

// Celery's names (celery/schedules.py, class solar), and suncalc's for the same angles of the sun.
const namesOfSuncalc = {
  dawn_astronomical: "nightEnd",
  dawn_nautical: "nauticalDawn",
  dawn_civil: "dawn",
  sunrise: "sunrise",
  solar_noon: "solarNoon",
  sunset: "sunset",
  dusk_civil: "dusk",
  dusk_nautical: "nauticalDusk",
  dusk_astronomical: "night",
} as const;

/** A moment of the sun's day. Dawn and dusk are at 6 (civil), 12 (nautical) and 18 (astronomical) degrees below the horizon. */
export type SolarEvent = keyof typeof namesOfSuncalc;

/** Every event, from dawn to dusk. */
export const solarEvents = Object.keys(namesOfSuncalc) as readonly SolarEvent[];

/**
 * When an event happens on the solar day of a UTC date at a place, or `undefined` when it does not (no sunrise in the
 * polar night). Within a few seconds of the ephem library that Celery asks, but for days on which the sun only grazes
 * the angle. A solar day is centred on the place's noon, so its events may fall on a neighbouring UTC date.
 *
 * @param day - any instant of the UTC date
 * @returns milliseconds since 1970-01-01T00:00Z
 */
export function solarInstant(event: SolarEvent, latitude: number, longitude: number, day: number): number | undefined {
  return getTimes(new Date(day), latitude, longitude)[namesOfSuncalc[event]]?.getTime();
}
