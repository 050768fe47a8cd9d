import { type Colour, contrast, hex, shade } from "../src/page/colours.ts";
import { holds, same } from "./checks.ts";

const WHITE: Colour = [255, 255, 255];
const CARD = { light: WHITE, dark: [26, 34, 43] as Colour };

function parsed(text: string): Colour {
  const digits = text.length === 4 ? [...text.slice(1)].map((one) => one + one).join("") : text.slice(1);
  return [0, 2, 4].map((at) => parseInt(digits.slice(at, at + 2), 16)) as unknown as Colour;
}

Deno.test("contrast is what WCAG's own examples say", () => {
  same(contrast([0, 0, 0], WHITE), 21);
  same(contrast(WHITE, WHITE), 1);
  // The best known pair of greys around the border of 4.5.
  holds(contrast([118, 118, 118], WHITE) >= 4.5 && contrast([119, 119, 119], WHITE) < 4.5, "#767676 passes and #777777 does not");
});

Deno.test("whatever is chosen can be read on the card, and text on it", () => {
  for (let red = 0; red < 256; red += 51) {
    for (let green = 0; green < 256; green += 51) {
      for (let blue = 0; blue < 256; blue += 51) {
        for (const scheme of ["light", "dark"] as const) {
          const { accent, onAccent } = shade([red, green, blue], scheme);
          holds(contrast(parsed(accent), CARD[scheme]) >= 4.5, `${accent} on the ${scheme} card`);
          holds(contrast(parsed(onAccent), parsed(accent)) >= 4.5, `${onAccent} on ${accent}`);
        }
      }
    }
  }
});

Deno.test("a colour that can be read stays as it was chosen", () => {
  same(shade([11, 90, 122], "light"), { accent: hex([11, 90, 122]), onAccent: "#fff" });
  same(shade([124, 199, 232], "dark"), { accent: "#7cc7e8", onAccent: "#000" });
});
