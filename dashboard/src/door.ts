import type { Problem } from "./contract.ts";

/** What a call may be given beside its path: values that are absent or empty are left out, several are repeated. */
export type Query = Readonly<Record<string, string | readonly string[] | undefined>>;

/** A call that was refused, or that nobody answered; then `problem` is absent. */
export class RefusedError extends Error {
  override readonly name = "RefusedError";

  constructor(readonly status: number, readonly problem: Problem | undefined) {
    super(problem?.detail ?? `HTTP ${status}`);
  }
}

/** The address of a call. */
export function address(path: string, query: Query = {}): string {
  const words = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    for (const text of typeof value === "string" ? [value] : value ?? []) if (text) words.append(name, text);
  }
  const text = words.toString().replaceAll("%2C", ",").replaceAll("%3A", ":");
  return text ? `${path}?${text}` : path;
}

/** Asks, and fails with a {@link RefusedError}. */
export async function ask<T>(path: string, query: Query = {}, signal?: AbortSignal): Promise<T> {
  return await answer<T>(address(path, query), signal ? { signal } : {});
}

/** Changes something, and fails with a {@link RefusedError}. */
export async function change<T>(method: "POST" | "DELETE", path: string, body?: unknown): Promise<T> {
  return await answer<T>(path, { method, headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
}

async function answer<T>(url: string, init: RequestInit): Promise<T> {
  let response: Response;
  try {
    response = await fetch(url, { ...init, headers: { accept: "application/json", ...init.headers } });
  } catch (error) {
    if (init.signal?.aborted) throw error;
    throw new RefusedError(0, undefined);
  }
  if (response.ok) return await response.json() as T;
  throw new RefusedError(response.status, await problem(response));
}

async function problem(response: Response): Promise<Problem | undefined> {
  try {
    const body = await response.json() as Partial<Problem>;
    return body.reason ? { reason: body.reason, detail: body.detail ?? "", violations: body.violations ?? [] } : undefined;
  } catch {
    return undefined; // an answer of something between
  }
}

/** A browser that was refused does not connect again by itself. */
const AGAIN_MILLIS = 5_000;

/**
 * Follows what changes, and connects again when the connection is lost.
 *
 * @param hear told each message, and whether it is the first of a connection that began from nothing: then it has everything
 */
export function follow<T>(
  path: string,
  query: Query,
  event: string,
  hear: (message: T, anew: boolean) => void,
  live: (is: boolean) => void,
): () => void {
  let source: EventSource;
  let later: ReturnType<typeof setTimeout> | undefined;
  const connect = () => {
    let anew = true;
    source = new EventSource(address(path, query));
    source.addEventListener("open", () => live(true));
    source.addEventListener("error", () => {
      live(false);
      if (source.readyState === EventSource.CLOSED) later = setTimeout(connect, AGAIN_MILLIS);
    });
    source.addEventListener(event, (message) => {
      hear(JSON.parse((message as MessageEvent<string>).data) as T, anew);
      anew = false;
    });
  };
  connect();
  return () => {
    clearTimeout(later);
    source.close();
  };
}
