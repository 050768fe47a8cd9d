import { make } from "../../dom.ts";
import type { KioskWords } from "../words.ts";
import { keypad } from "./keypad.ts";

// Of a code, its hyphen and spaces that somebody types with them.
const CODE_CHARACTERS_MAX = 12;
const CODE_LENGTH = 8;

/**
 * Where the code is typed that lets the kiosk in.
 *
 * @param pair does it; a sentence comes back where it went wrong
 */
export function pairingScreen(words: KioskWords, typed: string, pair: (code: string) => Promise<string | undefined>): HTMLElement[] {
  const field = make("input", {
    id: "code",
    maxlength: CODE_CHARACTERS_MAX,
    autocomplete: "off",
    autocapitalize: "characters",
    spellcheck: "false",
    "aria-describedby": "hint wrong",
    "data-first": "",
  });
  field.value = typed;
  const wrong = make("p", { class: "wrong", id: "wrong", role: "alert" });
  const button = make("button", { class: "main" }, words.pair);
  const form = make(
    "form",
    { class: "typing", novalidate: "" },
    make("h1", { tabindex: -1 }, words.pairTitle),
    make("p", { id: "hint" }, words.pairHint),
    make("label", { for: "code" }, words.pairCode),
    field,
    wrong,
    keypad(field, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", words.erase),
    button,
  );
  let isBusy = false;
  field.oninput = () => wrong.textContent = "";
  form.onsubmit = async (event) => {
    event.preventDefault();
    if (isBusy) {
      return;
    }
    if (field.value.replace(/[^a-z0-9]/gi, "").length !== CODE_LENGTH) {
      wrong.textContent = words.pairShort;
      field.focus();
      return;
    }
    isBusy = true;
    button.textContent = words.pairing;
    wrong.textContent = await pair(field.value) ?? "";
    button.textContent = words.pair;
    isBusy = false;
  };
  return [form];
}
