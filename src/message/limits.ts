/** How deep values may be nested; Python's own reader stops at about as much (`sys.getrecursionlimit`). */
export const DEEPEST = 900;

/** How many digits an integer may have: Python refuses to read longer ones (`sys.int_info.default_max_str_digits`). */
export const MOST_DIGITS = 4_300;

/** How large a body may grow when it is decompressed, in bytes: what SQS carries, 16 times. */
export const MOST_DECOMPRESSED = 16 * 1_048_576;
