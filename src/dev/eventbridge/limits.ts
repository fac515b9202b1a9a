/** What EventBridge allows. Source: "Amazon EventBridge quotas", and the API model of each operation. */
export const limits = {
  /** Rules of a bus, in most regions. */
  rules: 300,
  targetsPerRule: 5,
  /** Characters of a target's Input and of an InputTemplate. */
  input: 8192,
  /** Variables of an InputPathsMap. */
  inputPaths: 100,
} as const;
