type Attributes = Record<string, string | number>;

/** Makes an element; texts become text nodes, never markup. */
export function make<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes,
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  return fill(document.createElement(tag), attributes, children);
}

/** Makes a drawing of 48 by 48 units that says nothing: the words beside it do. */
export function draw(...shapes: [tag: string, attributes: Attributes][]): Element {
  const drawn = (tag: string, attributes: Attributes, children: Element[] = []) =>
    fill(document.createElementNS("http://www.w3.org/2000/svg", tag), attributes, children);
  return drawn("svg", { viewBox: "0 0 48 48", "aria-hidden": "true" }, shapes.map((shape) => drawn(...shape)));
}

function fill<E extends Element>(element: E, attributes: Attributes, children: (Node | string)[]): E {
  for (const name in attributes) {
    element.setAttribute(name, `${attributes[name]}`);
  }
  element.append(...children);
  return element;
}
