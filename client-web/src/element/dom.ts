type Child = Node | string | undefined;

interface Properties {
  readonly [attribute: string]: string | boolean | undefined;
}

/** An element with attributes (false, undefined: without) and children (undefined: none). */
export function h<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  properties: Properties = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === true) element.setAttribute(name, "");
    else if (typeof value === "string") element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child !== undefined));
  return element;
}

/** Writes a text where it differs, so that nothing is read out or laid out anew without need. */
export function say(element: Element, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}

export function button(
  text: string,
  onClick: () => void,
  look: "primary" | "quiet" | "plain" = "plain",
): HTMLButtonElement {
  const made = h("button", { type: "button", class: look, part: `button ${look}` }, text);
  made.addEventListener("click", onClick);
  return made;
}

/** A screen's heading; it takes the focus when its screen comes. */
export function heading(text: string): HTMLHeadingElement {
  return h("h2", { tabindex: "-1", part: "heading" }, text);
}
