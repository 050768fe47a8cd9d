import { useEffect, useState } from "preact/hooks";

/** Changes when the colours of the page do: what is painted on a canvas must be painted again. */
export function useColours(): number {
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    const change = () => setTurn((before) => before + 1);
    const chosen = new MutationObserver(change);
    chosen.observe(document.documentElement, { attributeFilter: ["data-theme"] });
    const device = matchMedia("(prefers-color-scheme: dark)");
    device.addEventListener("change", change);
    return () => {
      chosen.disconnect();
      device.removeEventListener("change", change);
    };
  }, []);
  return turn;
}
