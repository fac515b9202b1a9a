/**
 * Whether a task's name fits a pattern, in which `*` stands for any characters, also none: `"mail.*"`. In a time that grows with the
 * lengths alone, whatever the pattern: patterns come from whoever asks the dashboard, too. Pure.
 */
export function fitsPattern(pattern: string, task: string): boolean {
  const [first = "", ...parts] = pattern.split("*");
  const last = parts.pop();
  if (last === undefined) return task === pattern;
  const end = task.length - last.length;
  if (!task.startsWith(first) || !task.endsWith(last)) return false;
  let from = first.length;
  for (const part of parts) {
    const found = task.indexOf(part, from);
    if (found < 0) return false;
    from = found + part.length;
  }
  return from <= end;
}
