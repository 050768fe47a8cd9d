import { make } from "../../dom.ts";
import type { KioskWords } from "../words.ts";

/** Something that staff can do; a sentence comes back that says how it went. */
export interface Deed {
  name: string;
  label: string;
  /** Asked before it is done. */
  sure?: string;
  work: () => Promise<string | void> | void;
}

/** How the kiosk is, and what can be done about it. */
export function staffScreen(
  words: KioskWords,
  lang: string,
  lines: [name: string, value: string][],
  deeds: Deed[],
  trouble = "",
): HTMLElement[] {
  const told = make("p", { class: "told", role: "status" });
  const buttons = deeds.map(({ name, label, sure, work }) => {
    const button = make("button", { type: "button", "data-deed": name }, label);
    let isSure = !sure;
    button.onclick = async () => {
      if (isSure) {
        told.textContent = await work() ?? "";
      } else {
        isSure = true;
        told.textContent = sure!;
      }
    };
    return button;
  });
  return [make(
    "section",
    { class: "staff-state", lang, "aria-labelledby": "state" },
    make("h1", { id: "state", tabindex: -1 }, words.state),
    ...trouble ? [make("p", { class: "wrong" }, trouble)] : [],
    make("dl", {}, ...lines.map(([name, value]) => make("div", {}, make("dt", {}, name), make("dd", {}, value)))),
    told,
    make("div", { class: "row" }, ...buttons),
  )];
}
