// Runs in every page before anything else, and does the same in all of them.
"use strict";
(() => {
  const SETTLED_FRAMES = 3;
  const WAIT_MAX_MILLIS = 20_000;

  const observers = [];
  const watch = (type, options) => {
    const entries = [];
    const keep = (list) => {
      for (const { name, startTime, duration, interactionId } of list) {
        entries.push({ name, start: startTime, duration, interaction: interactionId ?? 0 });
      }
    };
    const observer = new PerformanceObserver((list) => keep(list.getEntries()));
    observer.observe({ type, buffered: true, ...options });
    observers.push(() => keep(observer.takeRecords()));
    return entries;
  };
  const tasks = watch("longtask");
  // 16 ms is the smallest threshold that browsers take.
  const events = watch("event", { durationThreshold: 16 });

  let pressed = 0;
  addEventListener("pointerup", (event) => pressed = event.timeStamp, true);

  const isSeen = (element) => {
    const { width, height, bottom, right, top, left } = element.getBoundingClientRect();
    return width > 0 && height > 0 && bottom > 0 && right > 0 && top < innerHeight && left < innerWidth
      && element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  };

  // Also inside shadow roots.
  const find = (selector, root) => {
    for (const element of root.querySelectorAll(selector)) {
      if (isSeen(element)) return element;
    }
    for (const { shadowRoot } of root.querySelectorAll("*")) {
      const found = shadowRoot && find(selector, shadowRoot);
      if (found) return found;
    }
    return null;
  };

  // Resolves in the first frame in which `look` gives something.
  const until = (look) =>
    new Promise((resolve, reject) => {
      const start = performance.now();
      const frame = () => {
        const found = document.body && look();
        if (found) resolve(found);
        else if (performance.now() - start > WAIT_MAX_MILLIS) reject(new Error("waited in vain"));
        else requestAnimationFrame(frame);
      };
      requestAnimationFrame(frame);
    });

  globalThis.benchProbe = {
    shown: (selector) => until(() => find(selector, document) && { at: performance.now(), pressed }),

    // The middle of an element that has stopped moving.
    place: (selector) => {
      let last = "";
      let frames = 0;
      return until(() => {
        const box = find(selector, document)?.getBoundingClientRect();
        const now = JSON.stringify(box ?? "");
        frames = box && now === last ? frames + 1 : 0;
        last = now;
        return frames >= SETTLED_FRAMES && { x: box.x + box.width / 2, y: box.y + box.height / 2 };
      });
    },

    // What was seen since it was asked last.
    take: () => {
      observers.forEach((flush) => flush());
      return { tasks: tasks.splice(0), events: events.splice(0) };
    },

    kept: async () => [
      ...Object.keys(localStorage).map((key) => `localStorage ${key}`),
      ...Object.keys(sessionStorage).map((key) => `sessionStorage ${key}`),
      ...(await indexedDB.databases()).map(({ name }) => `indexedDB ${name}`),
    ],
  };
})();
