import { notice } from "./notice.tsx";

/** Puts a text into the clipboard. A page that came over plain HTTP from elsewhere has none, and shows no button. */
export function Copy({ text, what }: { text: string; what: string }) {
  if (!navigator.clipboard) return null;
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    notice(`${what} is in the clipboard.`);
  };
  return (
    <button type="button" class="small" onClick={copy}>
      Copy<span class="quiet"> {what}</span>
    </button>
  );
}
