import { plotStyles } from "../plot/plot-styles.ts";

// Colours keep a contrast of 4.5 on their ground in both themes (WCAG 2.2, AA). A page's color-scheme picks the theme;
// each --tributary-... property may be set by the page.
const rules = `
:host {
  --_accent: var(--tributary-accent, light-dark(#0b6e8f, #58b9d9));
  --_on-accent: var(--tributary-on-accent, light-dark(#ffffff, #06222c));
  --_ground: var(--tributary-ground, light-dark(#ffffff, #172229));
  --_raised: var(--tributary-raised, light-dark(#f2f6f8, #111b21));
  --_ink: var(--tributary-ink, light-dark(#17232b, #e6edf1));
  --_muted: var(--tributary-muted, light-dark(#52636e, #a3b4be));
  --_line: var(--tributary-line, light-dark(#d9e0e4, #2b3a43));
  --_edge: var(--tributary-edge, light-dark(#7a8a94, #7d909c));
  --_warn: light-dark(#7a4b00, #e6b45c);
  --_warn-ground: light-dark(#fbf0d9, #352a14);
  --_bad: light-dark(#a3211a, #ff9a92);
  --_bad-ground: light-dark(#fbe6e4, #3c1f1d);
  --_radius: var(--tributary-radius, 12px);
  --_font: var(--tributary-font, system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif);
  display: block;
  container-type: inline-size;
  font: 400 1rem/1.55 var(--_font);
  color: var(--_ink);
  background: var(--_ground);
}
:host([hidden]) { display: none; }
*, *::before, *::after { box-sizing: border-box; }
[hidden] { display: none !important; }
h2, h3, p, ul, ol, dl, dd, figure, fieldset { margin: 0; padding: 0; border: 0; }
.said { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.screen { display: grid; gap: 1.75rem; grid-template-columns: minmax(0, 1fr); }
.lead { display: grid; gap: 0.4rem; }
h2 { font-size: 1.6rem; font-weight: 620; line-height: 1.2; letter-spacing: -0.015em; text-wrap: balance; }
h2:focus { outline: none; }
h3 { font-size: 1rem; font-weight: 620; line-height: 1.4; }
p, li { text-wrap: pretty; max-inline-size: 66ch; }
.muted { color: var(--_muted); }
.small { font-size: 0.875rem; line-height: 1.5; }
.kicker { color: var(--_accent); font-size: 0.875rem; font-weight: 600; }
code, .digest { font-family: ui-monospace, "SF Mono", Menlo, Consolas, "Liberation Mono", monospace; font-size: 0.8125rem; overflow-wrap: anywhere; }
.digest { display: block; max-inline-size: 39.5ch; line-height: 1.7; }
section { display: grid; align-content: start; gap: 0.75rem; grid-template-columns: minmax(0, 1fr); }
.ruled { border-block-start: 1px solid var(--_line); padding-block-start: 1.5rem; }

button, .field { font: inherit; border-radius: calc(var(--_radius) * 0.67); }
button { min-block-size: 2.75rem; padding: 0.5rem 1.1rem; border: 1px solid var(--_edge); background: transparent; color: var(--_ink); font-weight: 560; cursor: pointer; transition: background-color 120ms, border-color 120ms; }
button:hover { background: var(--_raised); }
button.primary { background: var(--_accent); border-color: var(--_accent); color: var(--_on-accent); padding-inline: 1.5rem; }
button.primary:hover { background: color-mix(in oklab, var(--_accent) 88%, var(--_ink)); }
button.quiet { border-color: transparent; color: var(--_accent); padding-inline: 0.75rem; }
button:disabled { cursor: not-allowed; color: var(--_muted); background: var(--_raised); border-color: var(--_line); }
:is(button, input, textarea, summary, canvas, a, [tabindex="0"]):focus-visible, .zone:focus-within { outline: 3px solid var(--_accent); outline-offset: 3px; }
.zone:focus-within { outline: none; }
.actions { display: flex; flex-wrap: wrap; gap: 0.75rem; align-items: center; }

.zone { display: grid; justify-items: center; gap: 1rem; padding: 2.25rem 1.25rem; border: 1.5px dashed var(--_edge); border-radius: var(--_radius); background: var(--_raised); text-align: center; transition: border-color 120ms; }
.zone.over { border-color: var(--_accent); border-style: solid; }
.zone .actions { justify-content: center; }

.note { max-inline-size: none; padding: 0.75rem 1rem; border-radius: calc(var(--_radius) * 0.67); border-inline-start: 3px solid var(--_edge); background: var(--_raised); }
.note.warn { color: var(--_warn); background: var(--_warn-ground); border-color: currentColor; }
.note.bad { color: var(--_bad); background: var(--_bad-ground); border-color: currentColor; }
.notes { display: grid; gap: 0.5rem; }
.notes:empty { display: none; }

.bars { display: grid; grid-template-columns: minmax(0, max-content) minmax(0, 1fr) max-content; gap: 0.3rem 0.75rem; align-items: center; list-style: none; font-size: 0.9375rem; }
.bars li { display: contents; }
.bars .name { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; max-inline-size: 12rem; }
.bars .count { text-align: end; font-variant-numeric: tabular-nums; }
.bar, progress { appearance: none; display: block; inline-size: 100%; block-size: 0.5rem; border: 0; border-radius: 99px; background: var(--_line); overflow: hidden; }
.bar > span { display: block; block-size: 100%; border-radius: 99px; background: var(--_accent); }
progress::-webkit-progress-bar { background: var(--_line); border-radius: 99px; }
progress::-webkit-progress-value { background: var(--_accent); border-radius: 99px; }
progress::-moz-progress-bar { background: var(--_accent); border-radius: 99px; }
.bars .none { color: var(--_warn); font-weight: 600; }

.samples { display: grid; grid-template-columns: repeat(4, minmax(0, 5rem)); gap: 0.75rem 1rem; list-style: none; }
.samples figcaption { font-size: 0.8125rem; color: var(--_muted); text-align: center; }
.samples canvas { display: block; inline-size: 100%; aspect-ratio: 1; object-fit: contain; image-rendering: pixelated; border-radius: 6px; background: #000; }
.samples.texts { grid-template-columns: minmax(0, 1fr); gap: 0.4rem; }
.samples.texts li { font-size: 0.875rem; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; max-inline-size: 100%; }

.facts { display: grid; gap: 1rem 2rem; }
.facts dt { font-size: 0.8125rem; font-weight: 600; color: var(--_muted); }
.two { display: grid; gap: 1.25rem 2rem; }
.plain { padding-inline-start: 1.15rem; display: grid; align-content: start; gap: 0.35rem; }
.plain li::marker { color: var(--_accent); }
@container (min-width: 36rem) {
  .samples:not(.texts) { grid-template-columns: repeat(6, minmax(0, 5rem)); }
  .two, .facts { grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); }
  .facts .wide { grid-column: 1 / -1; }
}
summary { cursor: pointer; color: var(--_accent); font-weight: 560; border-radius: 4px; inline-size: fit-content; }
details[open] > summary { margin-block-end: 0.75rem; }

.choices { display: flex; flex-wrap: wrap; gap: 0.5rem; }
.choices label { position: relative; display: inline-grid; place-items: center; min-inline-size: 2.75rem; min-block-size: 2.75rem; padding-inline: 0.6rem; border: 1px solid var(--_edge); border-radius: calc(var(--_radius) * 0.67); cursor: pointer; font-variant-numeric: tabular-nums; }
.choices input { position: absolute; inset: 0; opacity: 0; cursor: pointer; }
.choices label:has(:checked) { border-color: var(--_accent); background: var(--_accent); color: var(--_on-accent); font-weight: 600; }
.choices label:has(:focus-visible) { outline: 3px solid var(--_accent); outline-offset: 3px; }
.tally:empty { display: none; }
.choices .tally { font-size: 0.6875rem; line-height: 1; margin-block: -0.35rem 0.3rem; }
legend { padding: 0; font-weight: 620; margin-block-end: 0.5rem; }
.pad-row { display: flex; flex-wrap: wrap; gap: 1.5rem; align-items: flex-start; }
.pad { inline-size: 13rem; block-size: 13rem; border-radius: var(--_radius); background: #0c1216; touch-action: none; cursor: crosshair; display: block; }
@container (max-width: 30rem) { .pad { inline-size: 100%; block-size: auto; aspect-ratio: 1; } }
.pad-side { display: grid; gap: 1rem; flex: 1 1 14rem; align-content: start; }

.river { display: grid; grid-auto-flow: column; grid-auto-columns: minmax(0, 1fr); list-style: none; padding-block-start: 0.25rem; }
.river li { position: relative; display: grid; justify-items: center; gap: 0.5rem; font-size: 0.875rem; color: var(--_muted); text-align: center; }
.river li::before { content: ""; z-index: 1; inline-size: 0.875rem; block-size: 0.875rem; border-radius: 50%; background: var(--_ground); border: 2px solid var(--_edge); }
.river li:not(:first-child)::after { content: ""; position: absolute; inset-block-start: calc(0.4375rem - 1px); inset-inline: -50% 50%; block-size: 2px; background: var(--_line); }
.river li.done::before { background: var(--_accent); border-color: var(--_accent); }
.river li.done::after, .river li.now::after { background: var(--_accent); }
.river li.now { color: var(--_ink); font-weight: 600; }
.river li.now::before { border-color: var(--_accent); border-width: 4px; }
progress:indeterminate { background: linear-gradient(90deg, var(--_line) 38%, var(--_accent) 50%, var(--_line) 62%) 50% 0 / 200% 100%; }
progress:indeterminate::-webkit-progress-bar { background: transparent; }
progress:indeterminate::-moz-progress-bar { background: transparent; }
@media (prefers-reduced-motion: no-preference) {
  progress:indeterminate { animation: flow 2.4s linear infinite; }
  @keyframes flow { from { background-position: 200% 0; } to { background-position: 0 0; } }
  .river li.now::before { animation: breathe 2.4s ease-in-out infinite; }
  @keyframes breathe { 50% { box-shadow: 0 0 0 0.35rem color-mix(in oklab, var(--_accent) 22%, transparent); } }
}
@media (prefers-reduced-motion: reduce) {
  *, ::before { transition: none !important; animation: none !important; }
}
.now-doing { display: grid; gap: 0.6rem; }
.now-doing .line { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0.25rem 1rem; }
.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(6rem, 1fr)); gap: 1rem 1.5rem; }
.figures dt { font-size: 0.8125rem; color: var(--_muted); }
.figures dd { font-size: 1.25rem; font-weight: 560; font-variant-numeric: tabular-nums; letter-spacing: -0.01em; white-space: nowrap; }
.curve { display: grid; gap: 0.5rem; }
.plot { min-block-size: 180px; }
.curve figcaption { font-size: 0.875rem; color: var(--_muted); font-variant-numeric: tabular-nums; }

.field { inline-size: 100%; padding: 0.65rem 0.8rem; border: 1px solid var(--_edge); background: var(--_ground); color: inherit; }
textarea.field { min-block-size: 5rem; resize: vertical; }
.labelled { display: grid; gap: 0.4rem; }
.labelled > label { font-weight: 560; }
.consent { display: flex; gap: 0.75rem; align-items: flex-start; }
.consent input { inline-size: 1.25rem; block-size: 1.25rem; margin: 0.15rem 0 0; accent-color: var(--_accent); flex: none; }
.guess h4 { margin: 0; font-size: 0.875rem; color: var(--_muted); font-weight: 560; }
.answer { padding-block-start: 0.5rem; }
.guess .top { font-size: 1.5rem; font-weight: 600; overflow-wrap: anywhere; }
.guess { display: grid; gap: 0.5rem; align-content: start; padding: 1rem 1.1rem; border-radius: var(--_radius); background: var(--_raised); }
${plotStyles}
`;

let sheet: CSSStyleSheet | undefined;

/** The element's stylesheet, shared by all on the page. Constructed, since a strict policy refuses inline styles. */
export function elementStyles(): CSSStyleSheet {
  if (sheet === undefined) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(rules);
  }
  return sheet;
}
