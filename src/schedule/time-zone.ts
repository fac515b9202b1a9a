import { didYouMean, LovageError } from "../errors/index.ts";
import { DAY, MINUTE } from "./spans.ts";

/** A time zone of the IANA database, as the runtime's Intl knows it. */
export interface TimeZone {
  /** Its name, such as "Europe/Oslo"; "UTC" for each of UTC's many names. */
  readonly name: string;
  /** How far its clocks are ahead of UTC at an instant, in milliseconds. */
  offsetAt(instant: number): number;
}

const zones = new Map<string, TimeZone>();

/**
 * The time zone of a name, in any case.
 *
 * @throws LovageError INVALID_TIME_ZONE when the IANA database has no such name. An offset such as "+01:00" is none:
 * EventBridge Scheduler takes names alone.
 */
export function timeZone(name: string): TimeZone {
  const known = zones.get(name);
  if (known) return known;
  const zone = openZone(name);
  zones.set(name, zone);
  return zone;
}

function openZone(written: string): TimeZone {
  const format = formatOf(written);
  const canonical = format.resolvedOptions().timeZone;
  if (["UTC", "GMT", "Etc/UTC", "Etc/GMT"].includes(canonical)) return { name: "UTC", offsetAt: () => 0 };
  // Intl may answer with an older name ("Asia/Calcutta"): what was written stays, unless only its case was wrong.
  const name = canonical.toLowerCase() === written.toLowerCase() ? canonical : written;

  // Asking Intl costs microseconds, and a table of ticks asks for each day: a day without a change is asked for once.
  const days = new Map<number, number | undefined>();
  const minutes = new Map<number, number>();
  const exact = (instant: number) => {
    const minute = Math.floor(instant / MINUTE);
    const offset = minutes.get(minute) ?? parseOffset(format.format(instant));
    minutes.set(minute, offset);
    return offset;
  };
  return {
    name,
    offsetAt(instant) {
      const day = Math.floor(instant / DAY);
      if (!days.has(day)) {
        const [first, last] = [exact(day * DAY), exact((day + 1) * DAY)];
        days.set(day, first === last ? first : undefined);
      }
      return days.get(day) ?? exact(instant);
    },
  };
}

/** The zone that was meant: by its city alone ("Oslo"), or one whose name is nearly that. */
function nearestZone(name: string): string | undefined {
  const zones = Intl.supportedValuesOf("timeZone");
  const city = `/${name.toLowerCase()}`;
  return zones.find((zone) => zone.toLowerCase().endsWith(city)) ?? didYouMean(name, zones);
}

function formatOf(name: string): Intl.DateTimeFormat {
  try {
    if (typeof name !== "string" || !/^[a-z]/i.test(name)) throw new RangeError("not a name");
    return new Intl.DateTimeFormat("en-US", { timeZone: name, timeZoneName: "longOffset" });
  } catch (cause) {
    const suggestion = typeof name === "string" ? nearestZone(name) : undefined;
    throw new LovageError("INVALID_TIME_ZONE", { got: name, suggestion }, { cause });
  }
}

/** "1/1/2026, GMT+05:30" in milliseconds; plain "GMT" is 0. */
function parseOffset(text: string): number {
  const match = /GMT(?:([+-])(\d\d):(\d\d)(?::(\d\d))?)?$/.exec(text);
  const [, sign, hours, minutes, seconds] = match ?? [];
  const size = (Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * MINUTE + Number(seconds ?? 0) * 1_000;
  return sign === "-" ? -size : size;
}
