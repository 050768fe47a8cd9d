import { useState } from "preact/hooks";

const KEPT = "onthaal.author";

/** Who acts, as they named themselves; kept by this browser, because nobody signs in yet. */
export function useAuthor(): readonly [string, (name: string) => void] {
  const [author, setAuthor] = useState(() => localStorage.getItem(KEPT) ?? "");
  const keep = (name: string) => {
    localStorage.setItem(KEPT, name);
    setAuthor(name);
  };
  return [author, keep];
}
