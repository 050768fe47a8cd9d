import type {} from "./globals.d.ts";

interface Extendable extends Event {
  waitUntil(work: Promise<unknown>): void;
}

interface Fetching extends Extendable {
  request: Request;
  respondWith(response: Promise<Response>): void;
}

interface Worker {
  addEventListener(type: "install" | "activate", work: (event: Extendable) => void): void;
  addEventListener(type: "fetch", work: (event: Fetching) => void): void;
  addEventListener(type: "message", work: (event: MessageEvent) => void): void;
  skipWaiting(): Promise<void>;
  clients: { claim(): Promise<void> };
}

const worker = globalThis as unknown as Worker;
const PREFIX = "onthaal-kiosk-";
// One store for each build: a page never gets files of two of them.
const NAME = PREFIX + KIOSK_BUILD;
const FILES = ["./", "kiosk.js", "kiosk.css", "manifest.webmanifest", "icon.svg"];

worker.addEventListener("install", (event) => {
  const load = async () => {
    const cache = await caches.open(NAME);
    // All of them or none, from the server itself.
    await cache.addAll(FILES.map((file) => new Request(file, { cache: "reload" })));
  };
  event.waitUntil(load());
});

worker.addEventListener("activate", (event) => {
  const leaveNoOther = async () => {
    const names = await caches.keys();
    await Promise.all(names.filter((name) => name.startsWith(PREFIX) && name !== NAME).map((name) => caches.delete(name)));
    await worker.clients.claim();
  };
  event.waitUntil(leaveNoOther());
});

worker.addEventListener("message", ({ data }) => {
  if (data === "take-over") {
    worker.skipWaiting();
  }
});

worker.addEventListener("fetch", (event) => {
  const { request } = event;
  // What the server is asked and told passes by.
  if (request.method === "GET" && new URL(request.url).pathname.startsWith(new URL("./", location.href).pathname)) {
    const answer = async () => {
      const cache = await caches.open(NAME);
      return await cache.match(request.mode === "navigate" ? "./" : request, { ignoreSearch: true }) ?? fetch(request);
    };
    event.respondWith(answer());
  }
});
