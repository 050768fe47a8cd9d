import { useEffect, useState } from "preact/hooks";

const KEPT = "onthaal.author";
const forms = new Set<(name: string) => void>();

/** Who acts, as they named themselves: asked once, known to every form, kept by this browser, because nobody signs in yet. */
export function useAuthor(): readonly [string, (name: string) => void] {
  const [author, setAuthor] = useState(() => localStorage.getItem(KEPT) ?? "");
  useEffect(() => {
    forms.add(setAuthor);
    return () => void forms.delete(setAuthor);
  }, []);
  return [author, keepAuthor];
}

function keepAuthor(name: string): void {
  localStorage.setItem(KEPT, name);
  forms.forEach((hear) => hear(name));
}
