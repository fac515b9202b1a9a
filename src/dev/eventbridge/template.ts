/** The variables that need no entry in InputPathsMap. */
export const predefinedNames: readonly string[] = [
  "aws.events.rule-arn",
  "aws.events.rule-name",
  "aws.events.event.ingestion-time",
  "aws.events.event",
  "aws.events.event.json",
];

/** Whether a template is to make an object or a list, and not a string. */
export function isJsonTemplate(template: string): boolean {
  return /^\s*[{[]/.test(template);
}

/** The names of a template's variables, each written `<name>`. */
export function variablesOf(template: string): string[] {
  const names: string[] = [];
  replaceVariables(template, (name) => {
    names.push(name);
    return "";
  });
  return names;
}

/** Puts values in the place of variables. `isInString` tells whether one stands between a string's quotes. */
export function replaceVariables(template: string, write: (name: string, isInString: boolean) => string): string {
  let isInString = false;
  return template.replace(/\\.|"|<([\w.-]+)>/gs, (found, name: string | undefined) => {
    if (found === '"') isInString = !isInString;
    return name === undefined ? found : write(name, isInString);
  });
}
