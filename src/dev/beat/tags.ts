/** Tags by their keys. */
export type Tags = Readonly<Record<string, string>>;

/** The shape of a list of tags, as both APIs have it. */
export const tagListMember = {
  is: "list",
  most: 200,
  of: {
    is: "structure",
    members: {
      Key: { is: "string", required: true, least: 1, most: 128 },
      Value: { is: "string", required: true, most: 256 },
    },
  },
} as const;

/** Tags from the API's list; a key that is there twice has its last value. */
export function readTags(list: readonly { readonly Key: string; readonly Value: string }[] = []): Tags {
  return Object.fromEntries(list.map(({ Key, Value }) => [Key, Value]));
}

/** Tags as the API lists them. */
export function writeTags(tags: Tags): { Key: string; Value: string }[] {
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}

/** Tags without those of these keys. */
export function withoutTags(tags: Tags, keys: readonly string[]): Tags {
  return Object.fromEntries(Object.entries(tags).filter(([key]) => !keys.includes(key)));
}
