import { h } from "./dom.ts";
import type { Point, Stroke } from "./drawing.ts";

const sidePx = 416;

/** A pad that takes strokes of mouse, pen and finger. */
export function drawPad(
  label: string,
  onChange: () => void,
): {
  readonly root: HTMLCanvasElement;
  strokes(): readonly Stroke[];
  clear(): void;
} {
  const root = h("canvas", {
    class: "pad",
    width: String(sidePx),
    height: String(sidePx),
    role: "img",
    "aria-label": label,
  });
  let strokes: readonly Stroke[] = [];
  let drawing = false;

  function paint(): void {
    const context = root.getContext("2d");
    if (context === null) return;
    context.clearRect(0, 0, sidePx, sidePx);
    context.lineCap = "round";
    context.lineJoin = "round";
    context.lineWidth = sidePx / 13;
    context.strokeStyle = "#f4fafd";
    for (const stroke of strokes) {
      context.beginPath();
      for (const { x, y } of stroke) context.lineTo(x * sidePx, y * sidePx);
      const [only] = stroke;
      if (stroke.length === 1 && only !== undefined) context.lineTo(only.x * sidePx, only.y * sidePx + 0.1);
      context.stroke();
    }
  }
  const at = (event: PointerEvent): Point => {
    const { left, top, width, height } = root.getBoundingClientRect();
    return { x: (event.clientX - left) / width, y: (event.clientY - top) / height };
  };
  root.addEventListener("pointerdown", (event) => {
    root.setPointerCapture(event.pointerId);
    drawing = true;
    strokes = [...strokes, [at(event)]];
    paint();
  });
  root.addEventListener("pointermove", (event) => {
    if (!drawing) return;
    strokes = [...strokes.slice(0, -1), [...(strokes.at(-1) ?? []), at(event)]];
    paint();
  });
  for (const end of ["pointerup", "pointercancel"] as const) {
    root.addEventListener(end, () => {
      if (!drawing) return;
      drawing = false;
      onChange();
    });
  }
  return {
    root,
    strokes: () => strokes,
    clear() {
      strokes = [];
      paint();
      onChange();
    },
  };
}
