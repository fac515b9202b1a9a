/** What a member of a request may be. Data, so that one reader checks them all. */
export type Member =
  | { readonly is: "boolean" | "blob"; readonly required?: true }
  | {
      readonly is: "string";
      readonly required?: true;
      /** Characters. @default any */
      readonly least?: number;
      readonly most?: number;
      /** What all of it must match. @default anything */
      readonly pattern?: RegExp;
      /** @default any text */
      readonly oneOf?: readonly string[];
    }
  /** Seconds since 1970, with fractions. */
  | { readonly is: "timestamp"; readonly required?: true }
  | {
      readonly is: "integer";
      readonly required?: true;
      readonly least?: number;
      readonly most?: number;
      /** What a client is told when it is out of range. */
      readonly reason?: string;
    }
  | {
      readonly is: "list" | "map";
      readonly of: Member;
      readonly required?: true;
      /** How many elements. @default any number */
      readonly least?: number;
      readonly most?: number;
    }
  | { readonly is: "structure"; readonly members: Shape; readonly required?: true };

/** The members of a request or of a structure in it. What is not named here is ignored, as AWS does. */
export type Shape = Readonly<Record<string, Member>>;

/** The value of a member. */
export type MemberValue<M extends Member> = M extends { is: "integer" | "timestamp" }
  ? number
  : M extends { is: "boolean" }
    ? boolean
    : M extends { is: "list"; of: infer E extends Member }
      ? readonly MemberValue<E>[]
      : M extends { is: "map"; of: infer E extends Member }
        ? Readonly<Record<string, MemberValue<E>>>
        : M extends { is: "structure"; members: infer S extends Shape }
          ? Input<S>
          : M extends { oneOf: infer O extends readonly string[] }
            ? O[number]
            : string;

/** The input of an operation whose shape is `S`. */
export type Input<S extends Shape> = {
  readonly [K in keyof S as S[K] extends { required: true } ? K : never]: MemberValue<S[K]>;
} & {
  readonly [K in keyof S as S[K] extends { required: true } ? never : K]?: MemberValue<S[K]> | undefined;
};
