/** Which lines are wanted, and of which log. */
export interface Tail {
  readonly logGroup: string;
  /** How far back, as it was typed: "10m". */
  readonly since: string;
  readonly follow: boolean;
  /** Only the lines of this task. @default all */
  readonly id?: string | undefined;
  readonly endpoint?: string | undefined;
  readonly region?: string | undefined;
  readonly profile?: string | undefined;
}

/**
 * The command of AWS's own command line that shows a log (https://docs.aws.amazon.com/cli/latest/reference/logs/tail.html), to be
 * pasted into a shell. Pure.
 */
export function tailCommand({ logGroup, since, follow, id, endpoint, region, profile }: Tail): string {
  return [
    `aws logs tail ${quoted(logGroup)} --since ${since} --format short`,
    ...(follow ? ["--follow"] : []),
    // A term in double quotes is looked for as it is.
    ...(id === undefined ? [] : [`--filter-pattern ${quoted(`"${id}"`)}`]),
    ...(endpoint === undefined ? [] : [`--endpoint-url ${quoted(endpoint)}`]),
    ...(region === undefined ? [] : [`--region ${quoted(region)}`]),
    ...(profile === undefined ? [] : [`--profile ${quoted(profile)}`]),
  ].join(" ");
}

function quoted(word: string): string {
  return /^[\w./:@-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
