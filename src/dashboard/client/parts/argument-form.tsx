import { useState } from "preact/hooks";
import { type ArgumentField, readArguments, writeArguments } from "./argument-fields.ts";

/** A field for each argument, over the arguments in JSON. */
export function ArgumentForm({
  fields,
  args,
  onArgs,
}: {
  fields: readonly ArgumentField[];
  args: string;
  onArgs: (args: string) => void;
}) {
  const [texts, setTexts] = useState(() => readArguments(fields, args) ?? []);
  const set = (index: number, text: string) => {
    const next = fields.map((_, place) => (place === index ? text : (texts[place] ?? "")));
    setTexts(next);
    onArgs(writeArguments(fields, next));
  };
  return (
    <fieldset class="arguments">
      <legend>Arguments</legend>
      {fields.map((field, index) => (
        <label
          key={field.label}
          htmlFor={`argument-${index}`}
          class={field.kind === "flag" && !field.optional ? "check" : undefined}
        >
          <Control
            id={`argument-${index}`}
            field={field}
            text={texts[index] ?? ""}
            onText={(text) => set(index, text)}
          />
          <span>
            {field.label}
            {field.optional && ", optional"}
            {field.hint && <span class="dim">: {field.hint}</span>}
          </span>
        </label>
      ))}
    </fieldset>
  );
}

function Control({
  id,
  field,
  text,
  onText,
}: {
  id: string;
  field: ArgumentField;
  text: string;
  onText: (text: string) => void;
}) {
  const { optional } = field;
  switch (field.kind) {
    case "flag":
      if (!optional) {
        const turn = (event: { currentTarget: HTMLInputElement }) => onText(String(event.currentTarget.checked));
        return <input id={id} type="checkbox" checked={text === "true"} onChange={turn} />;
      }
      return <Choice id={id} values={[true, false]} text={text} onText={onText} optional />;
    case "choice":
      return <Choice id={id} values={field.values} text={text} onText={onText} optional={optional} />;
    case "json":
      return (
        <textarea
          id={id}
          rows={2}
          spellcheck={false}
          placeholder="JSON"
          required={!optional}
          value={text}
          onInput={(event) => onText(event.currentTarget.value)}
        />
      );
    case "number":
      return (
        <input
          id={id}
          type="number"
          step={field.whole ? 1 : "any"}
          min={field.min}
          max={field.max}
          required={!optional}
          value={text}
          onInput={(event) => onText(event.currentTarget.value)}
        />
      );
    case "text":
      return <input id={id} value={text} onInput={(event) => onText(event.currentTarget.value)} />;
  }
}

function Choice({
  id,
  values,
  text,
  optional,
  onText,
}: {
  id: string;
  values: readonly unknown[];
  text: string;
  optional: boolean;
  onText: (text: string) => void;
}) {
  return (
    <select id={id} required={!optional} value={text} onChange={(event) => onText(event.currentTarget.value)}>
      <option value="">{optional ? "left out" : "choose"}</option>
      {values.map((value) => (
        <option value={JSON.stringify(value)}>{String(value)}</option>
      ))}
    </select>
  );
}
