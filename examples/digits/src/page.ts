import type { RoundLine } from "@tributary/example-kit";
import type { DigitPicture } from "@tributary/simulations";
import { encodePng, pictureSide } from "@tributary/simulations";

import { curveSvg } from "./chart.ts";
import type { Corrected, Report } from "./figures.ts";
import { percent, tableRows } from "./table.ts";

/** A corrected reading with its picture. */
export type ShownPicture = Corrected & { readonly image: DigitPicture };

const style = `
:root { color-scheme: light dark; --text: #1c2430; --soft: #5d6978; --paper: #fbfbf9; --card: #ffffff; --line: #d9dee5; --ink: #0b6e99; --mark: #c2571a; }
@media (prefers-color-scheme: dark) { :root { --text: #e6e9ee; --soft: #9aa6b5; --paper: #14181e; --card: #1c222b; --line: #343d4a; --ink: #5cc0ea; --mark: #f0965a; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--text); font: 16px/1.5 system-ui, sans-serif; }
main { max-width: 46rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; }
h1 { font-size: 1.6rem; line-height: 1.2; } h2 { font-size: 1.15rem; margin: 2.2rem 0 .6rem; }
p, li { color: var(--text); } .soft { color: var(--soft); font-size: .92rem; }
table { width: 100%; border-collapse: collapse; font-size: .95rem; } td, th { text-align: left; padding: .45rem .4rem; border-bottom: 1px solid var(--line); vertical-align: top; }
td:last-child, th:last-child { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.bar { height: .4rem; border-radius: .2rem; background: var(--line); margin-top: .3rem; } .bar i { display: block; height: 100%; border-radius: .2rem; background: var(--ink); }
.federated td { font-weight: 600; }
svg { width: 100%; height: auto; background: var(--card); border: 1px solid var(--line); border-radius: .5rem; }
svg text { fill: var(--soft); font: 12px system-ui, sans-serif; } svg .grid { stroke: var(--line); } svg .level { stroke: var(--mark); stroke-dasharray: 5 4; }
svg polyline { fill: none; stroke: var(--ink); stroke-width: 2.5; } svg circle { fill: var(--ink); }
.digits { display: flex; flex-wrap: wrap; gap: .8rem; padding: 0; list-style: none; } .digits li { width: 7rem; font-size: .88rem; }
.digits img { width: 7rem; height: 7rem; image-rendering: pixelated; border-radius: .4rem; border: 1px solid var(--line); }
code { font-size: .85em; overflow-wrap: anywhere; } pre { background: var(--card); border: 1px solid var(--line); border-radius: .5rem; padding: .7rem; white-space: pre-wrap; overflow-wrap: anywhere; }
`;

/** The demo's report as one HTML file that needs nothing else: no network, no script. */
export function reportPage(
  report: Report,
  lines: readonly RoundLine[],
  pictures: readonly ShownPicture[],
  limits: readonly string[],
  commands: readonly string[],
): string {
  const { accuracy } = report;
  const scores = [...lines].sort((a, b) => a.round - b.round);
  const losses = scores.map(({ loss }) => loss);
  const topLoss = Math.max(0.1, ...losses.map((loss) => loss ?? 0));
  const rows = tableRows(accuracy).map(
    ([model, on, share]) =>
      `<tr${model === "federated" ? ' class="federated"' : ""}><td>${escaped(model)}</td><td>${escaped(on)}` +
      `<div class="bar"><i style="width:${(100 * share).toFixed(1)}%"></i></div></td><td>${percent(share)}</td></tr>`,
  );
  const digits = pictures.map(
    ({ image, writer, shown, readBefore }) =>
      `<li><img alt="a ${shown} by writer ${writer + 1}" src="data:image/png;base64,${base64(encodePng(image.pixels, pictureSide, pictureSide))}">` +
      `writer ${writer + 1}<br>base: ${readBefore}, now: <b>${shown}</b></li>`,
  );
  const up = report.rounds.reduce((sum, { bytesUp }) => sum + bytesUp, 0);
  const down = report.rounds.reduce((sum, { bytesDown }) => sum + bytesDown, 0);
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Tributary: ten hands, one model</title><style>${style}</style></head><body><main>
<h1>Ten writers taught one model without showing their handwriting</h1>
<p>A model that reads printed digits was fine-tuned by ten client processes. Each kept its pictures to itself; what travelled
were changes of the model: ${kilobytes(up)} up and ${kilobytes(down)} down in ${report.rounds.length} rounds.
The whole demo took ${Math.round(report.seconds)} s.</p>
<h2>Held-out pictures that are read right</h2>
<table><tr><th>model</th><th>pictures of</th><th>right</th></tr>${rows.join("")}</table>
<h2>Accuracy after each round</h2>
${curveSvg({ title: "Accuracy after each round", values: scores.map((each) => each.accuracy), top: 1, format: (value) => `${Math.round(100 * value)} %` })}
<h2>Loss after each round</h2>
${curveSvg({ title: "Loss after each round", values: losses, top: topLoss, format: (value) => value.toFixed(2) })}
<p class="soft">Both are taken on pictures that the clients hold back from their own; round 0 is the base. They are few, and show
eight digits a writer, so these curves lie above the table.</p>
<h2>What the base got wrong and the new model gets right</h2>
<ul class="digits">${digits.join("")}</ul>
<h2>What this does not show</h2>
<ul>${limits.map((limit) => `<li>${escaped(limit)}</li>`).join("")}</ul>
<h2>The model</h2>
<p><code>${escaped(report.model.path)}</code><br><span class="soft">SHA-256 <code>${report.model.sha256}</code></span></p>
<pre>${commands.map(escaped).join("\n")}</pre>
</main></body></html>
`;
}

function kilobytes(bytes: number): string {
  return `${Math.round(bytes / 1000)} kB`;
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("base64");
}

function escaped(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
