import type { WhenText } from "./schedule-text.ts";

const kinds = [
  ["crontab", "Crontab"],
  ["every", "Every so many seconds"],
  ["at", "Once, at a time"],
  ["cron", "EventBridge's cron"],
  ["solar", "By the sun"],
] as const;

const crontabFields = [
  ["minute", "Minute"],
  ["hour", "Hour"],
  ["dayOfWeek", "Day of week"],
  ["dayOfMonth", "Day of month"],
  ["monthOfYear", "Month"],
] as const;

const events = [
  "dawn_astronomical",
  "dawn_nautical",
  "dawn_civil",
  "sunrise",
  "solar_noon",
  "sunset",
  "dusk_civil",
  "dusk_nautical",
  "dusk_astronomical",
];

/** The fields that say when a task runs. */
export function WhenFields({ text, onText }: { text: WhenText; onText: (text: WhenText) => void }) {
  const field = (name: Exclude<keyof WhenText, "once">, label: string, more: Record<string, unknown> = {}) => (
    <label>
      {label}
      <input value={text[name]} onInput={(event) => onText({ ...text, [name]: event.currentTarget.value })} {...more} />
    </label>
  );
  return (
    <>
      <label>
        Kind
        <select value={text.kind} onChange={(event) => onText({ ...text, kind: event.currentTarget.value })}>
          {kinds.map(([value, name]) => (
            <option value={value}>{name}</option>
          ))}
        </select>
      </label>
      {text.kind === "crontab" && (
        <div class="five">{crontabFields.map(([name, label]) => field(name, label, { required: true }))}</div>
      )}
      {text.kind === "every" && field("seconds", "Seconds", { type: "number", min: 1, required: true })}
      {text.kind === "at" && field("at", "At", { type: "datetime-local", step: 1, required: true })}
      {text.kind === "cron" && field("fields", "Six fields, one of them ?", { required: true })}
      {text.kind === "solar" && (
        <>
          <label>
            Event
            <select value={text.event} onChange={(event) => onText({ ...text, event: event.currentTarget.value })}>
              {events.map((event) => (
                <option value={event}>{event.replaceAll("_", " ")}</option>
              ))}
            </select>
          </label>
          <div class="pair">
            {field("latitude", "Latitude, north positive", { type: "number", step: "any", required: true })}
            {field("longitude", "Longitude, east positive", { type: "number", step: "any", required: true })}
          </div>
        </>
      )}
      {(text.kind === "crontab" || text.kind === "cron") && field("timezone", "Time zone", { required: true })}
      {text.kind !== "at" && (
        <div class="pair">
          {field("startAt", "Not before", { type: "datetime-local", step: "any" })}
          {field("endAt", "Not at or after", { type: "datetime-local", step: "any" })}
        </div>
      )}
      {field("expires", "A run that has not begun expires after", { placeholder: "never" })}
      {text.kind !== "at" && (
        <label class="check">
          <input
            type="checkbox"
            checked={text.once}
            onChange={(event) => onText({ ...text, once: event.currentTarget.checked })}
          />
          Only once
        </label>
      )}
    </>
  );
}
