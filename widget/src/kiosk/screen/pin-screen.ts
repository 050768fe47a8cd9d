import { make } from "../../dom.ts";
import type { KioskWords } from "../words.ts";
import { keypad } from "./keypad.ts";

const PIN_DIGITS_MAX = 8;

/**
 * Where staff say that they are.
 *
 * @param enter with what was typed; a sentence comes back where that is wrong
 */
export function pinScreen(words: KioskWords, lang: string, enter: (pin: string) => string | undefined, back: () => void): HTMLElement[] {
  const field = make("input", {
    id: "pin",
    type: "password",
    inputmode: "none",
    maxlength: PIN_DIGITS_MAX,
    autocomplete: "off",
    "aria-describedby": "wrong",
    "data-first": "",
  });
  const wrong = make("p", { class: "wrong", id: "wrong", role: "alert" });
  const leave = make("button", { type: "button", class: "quiet" }, words.back);
  leave.onclick = back;
  const form = make(
    "form",
    { class: "typing", novalidate: "", lang },
    make("h1", { tabindex: -1 }, words.pinTitle),
    make("label", { for: "pin" }, words.pin),
    field,
    wrong,
    keypad(field, "1234567890", words.erase),
    make("div", { class: "row" }, leave, make("button", { class: "main" }, words.ok)),
  );
  field.oninput = () => wrong.textContent = "";
  form.onsubmit = (event) => {
    event.preventDefault();
    wrong.textContent = enter(field.value) ?? "";
    field.value = "";
    field.focus();
  };
  return [form];
}
