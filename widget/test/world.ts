import { PREFIX } from "../src/outbox.ts";

/** What the service says to one call; nobody: the connection ends. */
export type Answer = { status: number; body: unknown; headers?: Record<string, string> } | "nobody";

/** A service, a browser's storage and its timers, as far as the outbox sees them. */
export class World {
  readonly calls: { method: string; path: string; body: Record<string, unknown>; receipt: string | null }[] = [];
  readonly timers: { work: () => unknown; millis: number }[] = [];
  stored: Record<string, string> = {};
  readonly receipts = new Set<string>();
  answer: (method: string, id: string) => Answer = (_method, id) => ({ status: 200, body: { id, code: `code of ${id}` } });
  during: () => void = () => {};

  constructor() {
    const globals: Record<string, unknown> = {
      localStorage: this.stored,
      fetch: (address: string, request: RequestInit) => this.#fetch(address, request),
      setTimeout: (work: () => unknown, millis: number) => this.timers.push({ work, millis }),
    };
    for (const name in globals) {
      Object.defineProperty(globalThis, name, { value: globals[name], configurable: true, writable: true });
    }
  }

  kept(): string[] {
    return Object.keys(this.stored).filter((key) => key.startsWith(PREFIX));
  }

  async runTimers(): Promise<void> {
    for (const { work } of this.timers.splice(0)) {
      await work();
      await settle();
    }
  }

  async #fetch(address: string, request: RequestInit): Promise<Response> {
    const body = JSON.parse(request.body as string);
    const path = new URL(address).pathname;
    const id = body.id ?? path.split("/").pop();
    this.calls.push({ method: request.method!, path, body, receipt: new Headers(request.headers).get("Authorization") });
    this.during();
    await Promise.resolve();
    const answer = this.answer(request.method!, id);
    if (answer === "nobody") {
      throw new TypeError("Failed to fetch");
    }
    return new Response(JSON.stringify(answer.body), { status: answer.status, ...answer.headers && { headers: answer.headers } });
  }
}

/** Lets everything go on that waits for nothing but its turn. */
export const settle = async () => {
  for (let i = 0; i < 50; i++) {
    await Promise.resolve();
  }
};
/** A service that is away. */
export const down = () => "nobody" as const;
