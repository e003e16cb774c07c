/** What uPlot needs of its stylesheet, for shadow roots and pages alike (uPlot 1.6.32, dist/uPlot.min.css). */
export const plotStyles = `
.uplot, .uplot *, .uplot *::before, .uplot *::after { box-sizing: border-box; }
.uplot { width: min-content; line-height: 1.5; }
.uplot .u-wrap { position: relative; user-select: none; }
.uplot .u-over, .uplot .u-under { position: absolute; }
.uplot .u-under { overflow: hidden; }
.uplot canvas { display: block; position: relative; width: 100%; height: 100%; }
.uplot .u-axis { position: absolute; }
.uplot .u-cursor-x, .uplot .u-cursor-y { position: absolute; inset: 0 auto auto 0; pointer-events: none; }
.uplot .u-cursor-x { height: 100%; border-inline-end: 1px dashed currentColor; opacity: 0.5; }
.uplot .u-cursor-pt { position: absolute; inset: 0 auto auto 0; border-radius: 50%; border: 0 solid; pointer-events: none; background-clip: padding-box !important; }
.uplot .u-off { display: none; }
`;
