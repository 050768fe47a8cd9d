import { make } from "../../dom.ts";

/** Large keys on the screen that type into a field; a kiosk seldom has others. */
export function keypad(field: HTMLInputElement, characters: string, erase: string): HTMLElement {
  const type = (change: (value: string) => string) => () => {
    field.value = change(field.value).slice(0, field.maxLength);
    field.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const key = (label: string, change: (value: string) => string, attributes = {}) => {
    const button = make("button", { type: "button", ...attributes }, label);
    button.onclick = type(change);
    return button;
  };
  return make(
    "div",
    { class: `keypad of-${characters.length}` },
    ...[...characters].map((one) => key(one, (value) => value + one)),
    key("⌫", (value) => value.slice(0, -1), { "aria-label": erase, class: "erase" }),
  );
}
