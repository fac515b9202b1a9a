/** What the API refused, with its code and its sentence. */
export class ApiError extends Error {
  readonly code: string;
  readonly status: number;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.name = "ApiError";
    this.code = code;
    this.status = status;
  }
}

/** Reads from the API. @throws ApiError */
export function read<T>(path: string, signal?: AbortSignal): Promise<T> {
  return ask<T>("GET", path, undefined, signal);
}

/** Changes something through the API. @throws ApiError */
export function change<T>(method: "POST" | "PUT" | "DELETE", path: string, body: unknown = {}): Promise<T> {
  return ask<T>(method, path, body);
}

async function ask<T>(method: string, path: string, body?: unknown, signal?: AbortSignal): Promise<T> {
  const response = await fetch(path, {
    method,
    headers: body === undefined ? {} : { "content-type": "application/json" },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    ...(signal && { signal }),
  }).catch((error: unknown) => {
    if (signal?.aborted) throw error;
    throw new ApiError(0, "UNREACHABLE", "The dashboard's server does not answer. Is it still running?");
  });
  const answer: unknown = await response.json().catch((error: unknown) => {
    // An answer that was broken off, or is of something else, is none.
    if (signal?.aborted) throw error;
    if (response.ok)
      throw new ApiError(response.status, "UNREACHABLE", "The answer of the dashboard's server is not whole.");
    return {};
  });
  if (response.ok) return answer as T;
  const { error } = answer as { error?: { code: string; message: string } };
  if (response.status === 401) globalThis.dispatchEvent(new Event("lovage:signed-out"));
  throw new ApiError(response.status, error?.code ?? "UNFORESEEN", error?.message ?? response.statusText);
}
