/** Red, green and blue, each from 0 to 255. */
export type Colour = readonly [red: number, green: number, blue: number];

/** An accent and the colour of text on it, as CSS writes them. */
export interface Shade {
  accent: string;
  onAccent: string;
}

// WCAG 2.2, 1.4.3.
const CONTRAST_MIN = 4.5;
const STEPS = 100;
const WHITE: Colour = [255, 255, 255];
const BLACK: Colour = [0, 0, 0];
/** What the element's card is painted with, where the page gives no other ground. */
const GROUNDS = { light: WHITE, dark: [26, 34, 43] as Colour };

/** Contrast of two colours as of WCAG 2.2, from 1 to 21. */
export function contrast(one: Colour, other: Colour): number {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

/** The colour that was chosen where it can be read on the element's card, otherwise the next one to it that can be. */
export function shade(chosen: Colour, scheme: "light" | "dark"): Shade {
  const ground = GROUNDS[scheme];
  const towards = scheme === "light" ? BLACK : WHITE;
  let accent = chosen;
  for (let step = 1; contrast(accent, ground) < CONTRAST_MIN; step++) {
    accent = chosen.map((part, at) => Math.round(part + (towards[at]! - part) * step / STEPS)) as unknown as Colour;
  }
  return { accent: hex(accent), onAccent: contrast(accent, WHITE) >= contrast(accent, BLACK) ? "#fff" : "#000" };
}

/** As `#rrggbb`. */
export function hex(colour: Colour): string {
  return `#${colour.map((part) => part.toString(16).padStart(2, "0")).join("")}`;
}

function luminance(colour: Colour): number {
  const [red, green, blue] = colour.map((part) => {
    const value = part / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
