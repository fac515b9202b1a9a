/** `lovage dev`, as it was typed. */
export interface DevWords {
  readonly files: readonly string[];
  readonly port?: string;
  readonly data?: string;
  readonly dashboardPort?: string;
  /** False with `--no-dashboard`. */
  readonly dashboard?: boolean;
  readonly loglevel?: string;
  readonly grace?: string;
  readonly exitWithStdin?: boolean;
  readonly json?: boolean;
}
