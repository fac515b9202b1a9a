/** What package.json says of `engines`, as the test of this module holds. */
const oldest = [22, 12] as const;

/**
 * The sentence for who runs the program on a Node.js that is too old: npm only warns of it, and what such a Node lacks would
 * fail somewhere in the middle. Pure.
 *
 * @param version - as `process.versions.node`
 */
export function oldNode(version: string): string | undefined {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  if (major > oldest[0] || (major === oldest[0] && minor >= oldest[1])) return undefined;
  return `Lovage needs Node.js ${oldest.join(".")} or later; this is ${version}.`;
}
