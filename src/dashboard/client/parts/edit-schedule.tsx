import { useState } from "preact/hooks";
import type { AppFacts, Schedule } from "../live/answers.ts";
import { change } from "../live/api.ts";
import { Ask } from "./ask.tsx";
import { notice } from "./notice.tsx";
import { everyNight, typedWhen, whenText } from "./schedule-text.ts";
import { TaskFields } from "./task-fields.tsx";
import { typedTask } from "./typed-task.ts";
import { WhenFields } from "./when-fields.tsx";

/** Makes a schedule, or changes one that is there. */
export function EditSchedule({
  app,
  schedule,
  onClose,
}: {
  app: AppFacts;
  schedule: Schedule | undefined;
  onClose: (done: boolean) => void;
}) {
  const [name, setName] = useState(schedule?.name ?? "");
  const [when, setWhen] = useState(schedule ? whenText(schedule) : everyNight);
  const [overlap, setOverlap] = useState(schedule?.overlap ?? "allow");
  const [text, setText] = useState({
    task: schedule?.task ?? "",
    args: schedule ? JSON.stringify(schedule.args) : "",
    kwargs: schedule && Object.keys(schedule.kwargs).length > 0 ? JSON.stringify(schedule.kwargs) : "",
  });
  const put = async () => {
    await change("PUT", `/api/schedules/${encodeURIComponent(name)}`, {
      ...typedTask(text),
      schedule: { ...typedWhen(when), enabled: schedule?.enabled ?? true },
      overlap,
      options: schedule?.options ?? {},
    });
    notice(`The schedule ${name} is saved.`);
  };
  return (
    <Ask title={schedule ? `Change ${schedule.name}` : "A new schedule"} action="Save" onDo={put} onClose={onClose}>
      <label>
        Name
        <input
          required
          value={name}
          disabled={schedule !== undefined}
          onInput={(event) => setName(event.currentTarget.value)}
        />
      </label>
      <WhenFields text={when} onText={setWhen} />
      <TaskFields app={app} text={text} onText={setText} />
      <label>
        While the run before is not over
        <select value={overlap} onChange={(event) => setOverlap(event.currentTarget.value)}>
          <option value="allow">run all the same</option>
          <option value="skip">leave the new run out</option>
          <option value="replace">stop the old run</option>
        </select>
      </label>
    </Ask>
  );
}
