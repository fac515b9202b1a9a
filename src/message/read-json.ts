import { JsonReader } from "./json-reader.ts";
import { needsCare } from "./needs-care.ts";

/**
 * Reads JSON as kombu does.
 *
 * @param subject - what the text is, for the error: "its body"
 * @throws LovageError UNDECODABLE_MESSAGE
 */
export function readJson(text: string, subject: string): unknown {
  if (!needsCare(text)) {
    try {
      return JSON.parse(text);
    } catch {
      // Bare NaN or Infinity, or no JSON at all: the reader knows, and says where.
    }
  }
  return new JsonReader(text, subject).read();
}
