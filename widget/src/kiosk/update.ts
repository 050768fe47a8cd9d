const LOOK_MILLIS = 15 * 60_000;

interface Policies {
  createPolicy(name: string, rules: { createScriptURL: (url: string) => string }): { createScriptURL(url: string): string };
}

/** Versions of this program: the one that runs, and a newer one that waits until nobody is in front of the kiosk. */
export interface Updates {
  /** Nobody is answering: a newer version may take over now, and the page begins anew with it. */
  mayHappen(): void;
}

/** Has the browser keep this program, so that it starts without a network. */
export async function updates(isFree: () => boolean): Promise<Updates> {
  const container = navigator.serviceWorker;
  if (!container) {
    return { mayHappen: () => {} };
  }
  let isKept = !!container.controller;
  let isStale = false;
  const registration = await container.register(address("service-worker.js"), { scope: "./", updateViaCache: "none" });
  const mayHappen = () => {
    if (isFree()) {
      isStale ? location.reload() : registration.waiting?.postMessage("take-over");
    }
  };
  container.addEventListener("controllerchange", () => {
    // The first worker takes over a page that is of its own version; any other one brings a newer.
    isStale = isKept;
    isKept = true;
    mayHappen();
  });
  registration.addEventListener("updatefound", () => registration.installing?.addEventListener("statechange", mayHappen));
  setInterval(() => registration.update().catch(() => {}), LOOK_MILLIS);
  mayHappen();
  return { mayHappen };
}

/** Where scripts may come from nowhere else, this one address may be one. */
function address(url: string): string {
  const policies = (globalThis as { trustedTypes?: Policies }).trustedTypes;
  return policies ? policies.createPolicy("onthaal-sw", { createScriptURL: () => url }).createScriptURL(url) : url;
}
