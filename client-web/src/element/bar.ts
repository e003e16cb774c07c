import { h } from "./dom.ts";

/** A share of a whole as a bar. `meter` itself is drawn differently by each browser. */
export function bar(label: string, value: number, most: number): HTMLElement {
  const filled = h("span");
  filled.style.setProperty("inline-size", `${(100 * value) / most}%`);
  return h(
    "span",
    {
      class: "bar",
      role: "meter",
      "aria-label": label,
      "aria-valuemin": "0",
      "aria-valuemax": String(most),
      "aria-valuenow": String(value),
    },
    filled,
  );
}
