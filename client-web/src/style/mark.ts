const namespace = "http://www.w3.org/2000/svg";

/** Three streams that become one. */
const streams = ["M4 3c0 9 8 8 8 18", "M20 3c0 9-8 8-8 18", "M12 2v20"];

/** The sign of the project, in the colour of the text around it. */
export function mark(): SVGElement {
  const svg = document.createElementNS(namespace, "svg");
  for (const [name, value] of [
    ["viewBox", "0 0 24 24"],
    ["class", "mark"],
    ["aria-hidden", "true"],
  ] as const) {
    svg.setAttribute(name, value);
  }
  for (const stream of streams) {
    const path = document.createElementNS(namespace, "path");
    path.setAttribute("d", stream);
    svg.append(path);
  }
  return svg;
}
