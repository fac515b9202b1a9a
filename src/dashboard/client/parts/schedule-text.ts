import type { Schedule } from "../live/answers.ts";

/** When a task is to run, as a person types it. */
export interface WhenText {
  kind: string;
  minute: string;
  hour: string;
  dayOfWeek: string;
  dayOfMonth: string;
  monthOfYear: string;
  timezone: string;
  seconds: string;
  at: string;
  fields: string;
  event: string;
  latitude: string;
  longitude: string;
  startAt: string;
  endAt: string;
  /** How long after its time a run may still begin: `30s`, `5m`, or milliseconds. Empty: for ever. */
  expires: string;
  once: boolean;
}

/** What an empty form begins with: every night. */
export const everyNight: WhenText = {
  kind: "crontab",
  minute: "0",
  hour: "3",
  dayOfWeek: "*",
  dayOfMonth: "*",
  monthOfYear: "*",
  timezone: "UTC",
  seconds: "60",
  at: "",
  fields: "0 3 * * ? *",
  event: "sunrise",
  latitude: "",
  longitude: "",
  startAt: "",
  endAt: "",
  expires: "",
  once: false,
};

/** The fields for a moment, which a browser shows in the reader's zone. */
const moments: readonly string[] = ["at", "startAt", "endAt"];

/** An instant as a `datetime-local` field takes it: the reader's own date and time, without a zone. */
function inTheField(instant: string): string {
  const date = new Date(instant);
  const local = new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString();
  return local.slice(0, local.endsWith(".000Z") ? 19 : 23);
}

/** What a schedule that is there says, put into the form. */
export function whenText({ schedule }: Pick<Schedule, "schedule">): WhenText {
  const text: Record<string, unknown> = { ...everyNight, once: schedule.once === true };
  for (const [name, value] of Object.entries(schedule)) {
    if (name in everyNight && name !== "once" && value !== undefined) {
      text[name] = moments.includes(name) ? inTheField(String(value)) : String(value);
    }
  }
  return text as unknown as WhenText;
}

/** What was typed, as the API takes it; what does not fit is refused there, with the reason. */
export function typedWhen(text: WhenText): Record<string, unknown> {
  const { kind, startAt, endAt, expires, once, timezone } = text;
  const options = {
    ...(startAt && { startAt: new Date(startAt).toISOString() }),
    ...(endAt && { endAt: new Date(endAt).toISOString() }),
    ...(expires && { expires: /^\d+$/.test(expires) ? Number(expires) : expires }),
    ...(once && kind !== "at" && { once }),
  };
  switch (kind) {
    case "crontab": {
      const { minute, hour, dayOfWeek, dayOfMonth, monthOfYear } = text;
      return { kind, minute, hour, dayOfWeek, dayOfMonth, monthOfYear, timezone, ...options };
    }
    case "every":
      return { kind, seconds: Number(text.seconds), ...options };
    case "at":
      return { kind, at: new Date(text.at).toISOString(), ...options };
    case "cron":
      return { kind, fields: text.fields, timezone, ...options };
    default:
      return {
        kind,
        event: text.event,
        latitude: Number(text.latitude),
        longitude: Number(text.longitude),
        ...options,
      };
  }
}
