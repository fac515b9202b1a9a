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
  once: false,
};

/** What a schedule that is there says, put into the form. */
export function whenText({ schedule }: Pick<Schedule, "schedule">): WhenText {
  const text: Record<string, unknown> = { ...everyNight, once: schedule.once === true };
  for (const [name, value] of Object.entries(schedule)) {
    if (name in everyNight && name !== "once" && value !== undefined) text[name] = String(value);
  }
  return text as unknown as WhenText;
}

/** What was typed, as the API takes it; what does not fit is refused there, with the reason. */
export function typedWhen(text: WhenText): Record<string, unknown> {
  const { kind, startAt, endAt, once, timezone } = text;
  const options = {
    ...(startAt && { startAt: new Date(startAt).toISOString() }),
    ...(endAt && { endAt: new Date(endAt).toISOString() }),
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
