type Child = Node | string | number | undefined | false;

type Attributes = Readonly<Record<string, string | number | boolean | undefined | ((event: Event) => void)>>;

/** An element with attributes (a function listens to the event of that name; false and undefined leave one out) and children. */
export function h<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Attributes = {},
  ...children: readonly (Child | readonly Child[])[]
): HTMLElementTagNameMap[Name] {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    if (typeof value === "function") element.addEventListener(key, value);
    else element.setAttribute(key, value === true ? "" : String(value));
  }
  fill(element, children.flat());
  return element;
}

function fill(element: Element, children: readonly Child[]): void {
  for (const child of children) {
    if (child === undefined || child === false) continue;
    element.append(typeof child === "number" ? String(child) : child);
  }
}

/** Puts children in the place of those that are there; who has the focus keeps it, found again by its `data-key`. */
export function replace(element: Element, ...children: readonly (Child | readonly Child[])[]): void {
  const key = element.contains(document.activeElement)
    ? document.activeElement?.getAttribute("data-key")
    : undefined;
  const scrolled = [...element.querySelectorAll(".scrolls")].map(({ scrollLeft, scrollTop }) => ({
    scrollLeft,
    scrollTop,
  }));
  element.replaceChildren();
  fill(element, children.flat());
  for (const [i, box] of element.querySelectorAll(".scrolls").entries()) Object.assign(box, scrolled[i]);
  if (key === undefined || key === null) return;
  const again = element.querySelector(`[data-key="${CSS.escape(key)}"]`);
  if (again instanceof HTMLElement) again.focus({ preventScroll: true });
}

/** A table that scrolls in its own box where it is too wide. */
export function table(
  caption: string,
  head: readonly string[],
  rows: readonly (readonly (Node | string)[])[],
  numeric: ReadonlySet<number> = new Set(),
): HTMLElement {
  const cell = (name: "th" | "td", content: Node | string, i: number): HTMLElement =>
    h(name, { class: numeric.has(i) && "number", ...(name === "th" && { scope: "col" }) }, content);
  return h(
    "div",
    { class: "scrolls", tabindex: 0, role: "region", "aria-label": caption },
    h(
      "table",
      {},
      h("caption", { class: "unseen" }, caption),
      h(
        "thead",
        {},
        h(
          "tr",
          {},
          head.map((text, i) => cell("th", text, i)),
        ),
      ),
      h(
        "tbody",
        {},
        rows.map((row) =>
          h(
            "tr",
            {},
            row.map((content, i) => cell("td", content, i)),
          ),
        ),
      ),
    ),
  );
}
