import { action } from "../action.ts";
import { text } from "../shapes.ts";

/** PutEvents: an event is checked and taken, and since no rule here matches events, that is all that becomes of it. */
export const putEvents = action(
  {
    Entries: {
      is: "list",
      of: { is: "structure", members: { Source: text, DetailType: text, Detail: text } },
      required: true,
      least: 1,
      most: 10,
    },
  },
  (input, rules) => {
    const Entries = input.Entries.map((entry) => problemOf(entry) ?? { EventId: rules.ids() });
    return { FailedEntryCount: Entries.filter((entry) => "ErrorCode" in entry).length, Entries };
  },
);

function problemOf(entry: {
  Source?: string | undefined;
  DetailType?: string | undefined;
  Detail?: string | undefined;
}) {
  for (const name of ["Source", "DetailType", "Detail"] as const) {
    if (entry[name]) continue;
    const ErrorMessage = `Parameter ${name} is not valid. Reason: ${name} is a required argument.`;
    return { ErrorCode: "InvalidArgument", ErrorMessage };
  }
  try {
    JSON.parse(entry.Detail ?? "");
    return undefined;
  } catch {
    return { ErrorCode: "MalformedDetail", ErrorMessage: "Detail is malformed." };
  }
}
