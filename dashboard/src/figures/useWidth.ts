import { type RefObject } from "preact";
import { useEffect, useState } from "preact/hooks";

/** How wide a place is, in CSS pixels: a drawing in it keeps the size of its letters on every screen. */
export function useWidth(place: RefObject<HTMLElement>, first = 320): number {
  const [width, setWidth] = useState(first);
  useEffect(() => {
    const box = place.current;
    if (!box) return;
    const resized = new ResizeObserver(() => setWidth(Math.max(box.clientWidth, 1)));
    resized.observe(box);
    return () => resized.disconnect();
  }, []);
  return width;
}
