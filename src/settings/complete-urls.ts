/**
 * Completes URLs of which only the first has to be whole: `{"default":"https://sqs…/1234/shop-default","mail":"shop-mail"}`.
 * The others may be relative to it, as links of a page are to the page; deployments write them so, for Lambda's
 * environment has 4 KB. Undefined where one cannot be completed.
 */
export function completeUrls(urls: Readonly<Record<string, string>>): Record<string, string> | undefined {
  const [first] = Object.values(urls);
  const completed = Object.entries(urls).map(([name, url]) => [name, URL.parse(url, first)?.href] as const);
  return completed.every((entry): entry is [string, string] => entry[1] !== undefined)
    ? Object.fromEntries(completed)
    : undefined;
}
