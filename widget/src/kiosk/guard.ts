/** Takes away the ways out of the page that a browser offers to whoever stands before it. */
export function keepInside(): void {
  for (const type of ["contextmenu", "selectstart", "dragstart"]) {
    document.addEventListener(type, (event) => event.preventDefault());
  }
  // Whoever goes back comes here again.
  history.pushState(null, "");
  addEventListener("popstate", () => history.pushState(null, ""));
  addEventListener("keydown", (event) => {
    if ((event.altKey && /^Arrow(Left|Right)$/.test(event.key)) || /^Browser/.test(event.key)) {
      event.preventDefault();
    }
  });
}

/** Keeps the screen lit, where the browser can. */
export function keepAwake(): void {
  const wake = () => document.visibilityState === "visible" && navigator.wakeLock?.request("screen").catch(() => {});
  document.addEventListener("visibilitychange", wake);
  wake();
}

/** Waits until no other window works on what is kept: two of them would send and count twice. */
export function onlyHere(elsewhere: () => void): Promise<void> {
  const timer = setTimeout(elsewhere, 1_000);
  return new Promise((done) => {
    navigator.locks.request("onthaal-kiosk", () => {
      clearTimeout(timer);
      done();
      return new Promise(() => {});
    });
  });
}
