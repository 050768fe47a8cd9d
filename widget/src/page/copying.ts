/** A text to copy, in the order in which they are shown. */
export interface Copyable {
  title: string;
  text: string;
}

/**
 * A text and a button that copies it.
 *
 * @param tell says aloud what became of it
 */
export function copyable({ title, text }: Copyable, tell: (said: string) => void): HTMLElement[] {
  const code = document.createElement("pre");
  code.tabIndex = 0;
  code.textContent = text;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "copy";
  const label = (word: string) => {
    button.textContent = word;
    button.setAttribute("aria-label", `${word}: ${title}`);
  };
  label("Copy");
  button.addEventListener("click", async () => {
    const isCopied = await copied(code, text);
    label(isCopied ? "Copied" : "Selected");
    tell(isCopied ? `Copied: ${title}` : `Selected: ${title}. This browser does not let the page copy it: press Ctrl+C or ⌘C.`);
  });
  return [code, button];
}

function copied(code: HTMLElement, text: string): Promise<boolean> | boolean {
  const selected = () => {
    getSelection()!.selectAllChildren(code);
    return document.execCommand("copy");
  };
  // Only there where the page came over TLS or from this machine.
  const clipboard = navigator.clipboard as Clipboard | undefined;
  return clipboard ? clipboard.writeText(text).then(() => true, selected) : selected();
}
