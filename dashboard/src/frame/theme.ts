/** Colours: as the device says, or chosen. */
export const THEMES = ["auto", "light", "dark"] as const;

/** One of them. */
export type Theme = typeof THEMES[number];

const KEPT = "onthaal.theme";

/** What was chosen before. */
export function firstTheme(): Theme {
  const kept = localStorage.getItem(KEPT);
  return THEMES.find((theme) => theme === kept) ?? "auto";
}

/** Shows a choice and remembers it. */
export function keepTheme(theme: Theme): void {
  localStorage.setItem(KEPT, theme);
  if (theme === "auto") delete document.documentElement.dataset["theme"];
  else document.documentElement.dataset["theme"] = theme;
}
