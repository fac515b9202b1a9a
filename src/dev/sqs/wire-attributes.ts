import type { MessageAttribute, MessageAttributes } from "../../queue/index.ts";

/** Message attributes as the API writes them. */
export type WireAttributes = Readonly<
  Record<
    string,
    {
      readonly DataType: string;
      readonly StringValue?: string | undefined;
      readonly BinaryValue?: string | undefined;
    }
  >
>;

/** Message attributes from the API to the engine. */
export function fromWire(attributes: WireAttributes | undefined): MessageAttributes | undefined {
  if (!attributes) return undefined;
  const entries = Object.entries(attributes).map(([name, value]): [string, MessageAttribute] => [
    name,
    { dataType: value.DataType, stringValue: value.StringValue, binaryValue: value.BinaryValue },
  ]);
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

/** Message attributes from the engine to the API. */
export function toWire(attributes: MessageAttributes | undefined): WireAttributes | undefined {
  if (!attributes) return undefined;
  const entries = Object.entries(attributes).map(([name, value]): [string, WireAttributes[string]] => [
    name,
    { DataType: value.dataType, StringValue: value.stringValue, BinaryValue: value.binaryValue },
  ]);
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}
