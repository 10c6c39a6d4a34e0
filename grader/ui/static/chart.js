// A chart drawn from figures: bars, columns, points, a line or a pie. Nothing here knows where the
// figures come from, so that a lesson may show one as an exercise does.

import { svg } from "./dom.js";
import { pie } from "./chart_pie.js";
import { apart, boldWidth, scale, shortened, textWidth } from "./chart_scale.js";

const ROW = 32; // of a bar whose name stands at its left
const STACKED = 50; // of a bar whose name stands above it
const WIDE = 520; // from there on, names stand at the left
const THICK = 20;
const FOOT = 30; // where the axis is written
const HIGH = 340; // of columns and lines
const LONGEST = 18; // characters of a name under a column
const SLANT = Math.SQRT1_2;

const word = (attributes, text) => svg("text", { dy: "0.35em", ...attributes }, text);

// Bars and points lie along one axis, a row for each name.
function rows({ marks, lines, write, zero, width }) {
  const beside = width >= WIDE;
  const names = Math.max(...lines.map(({ name }) => textWidth(name)));
  const left = beside ? Math.min(width * 0.48, names + 14) : 2;
  const right = Math.max(...lines.map(({ value }) => boldWidth(write(value)))) + 16;
  const axis = scale(lines.map(({ value }) => value), zero, 4);
  const across = width - left - right;
  const x = (value) => left + across * axis.place(value);
  const high = beside ? ROW : STACKED;
  const foot = lines.length * high + 6;
  const room = beside ? left - 14 : width - 4;
  // Where a step of the axis is written, never past the left edge, and how wide.
  const spot = (tick) => {
    const wide = textWidth(write(tick));
    return [Math.max(x(tick), wide / 2), wide];
  };

  return {
    height: foot + FOOT,
    parts: [
      apart(axis.ticks, spot).map((tick) => [
        svg("line", { class: "echelle", x1: x(tick), x2: x(tick), y1: 0, y2: foot }),
        word({
          class: "gradue", x: spot(tick)[0], y: foot + 16, "text-anchor": "middle",
        }, write(tick)),
      ]),
      lines.map(({ name, value }, number) => {
        const top = number * high;
        const middle = beside ? top + high / 2 : top + high - THICK / 2 - 4;
        const end = x(value);
        const from = Math.min(x(axis.base), end);
        return [
          word({
            class: "nom-de-marque", x: beside ? left - 10 : left, y: beside ? middle : top + 14,
            "text-anchor": beside ? "end" : "start",
          }, shortened(name, room)),
          marks === "bars"
            ? svg("rect", {
              class: "marque-pleine", x: from, y: middle - THICK / 2, height: THICK,
              width: Math.max(1, Math.abs(end - x(axis.base))),
            })
            : [
              svg("line", { class: "fil-de-point", x1: left, x2: left + across, y1: middle, y2: middle }),
              svg("circle", { class: "marque-pleine", cx: end, cy: middle, r: 6 }),
            ],
          word({ class: "valeur-de-marque", x: end + (marks === "bars" ? 7 : 12), y: middle },
            write(value)),
        ];
      }),
      svg("line", { class: "socle", x1: x(axis.base), x2: x(axis.base), y1: 0, y2: foot }),
    ],
  };
}

// Columns and lines stand side by side, their names beneath.
function side({ marks, lines, write, zero, width }) {
  const axis = scale(lines.map(({ value }) => value), zero, 5);
  const ticks = Math.max(...axis.ticks.map((tick) => textWidth(write(tick)))) + 10;
  const names = lines.map(({ name }) => shortened(name, textWidth("n".repeat(LONGEST))));
  const longest = Math.max(...names.map(textWidth));
  const slanted = longest + 8 > (width - ticks - 4) / lines.length;
  // A name at a slant begins far to the left of its column.
  const left = slanted ? Math.max(ticks, longest * SLANT + 4) : ticks;
  const slot = (width - left - 4) / lines.length;
  const under = slanted ? longest * SLANT + 24 : FOOT;
  const top = 24;
  const foot = HIGH - under;
  const y = (value) => foot - (foot - top) * axis.place(value);
  const x = (number) => left + slot * (number + 0.5);
  const thick = Math.min(56, slot * 0.72);
  const told = lines.every(({ value }) => boldWidth(write(value)) + 4 < slot);

  return {
    height: HIGH,
    parts: [
      axis.ticks.map((tick) => [
        svg("line", { class: "echelle", x1: left, x2: width, y1: y(tick), y2: y(tick) }),
        word({ class: "gradue", x: left - 8, y: y(tick), "text-anchor": "end" }, write(tick)),
      ]),
      marks === "line" && svg("polyline", {
        class: "trace", points: lines.map(({ value }, n) => `${x(n)},${y(value)}`).join(" "),
      }),
      lines.map(({ value }, number) => {
        const end = y(value);
        return [
          marks === "columns"
            ? svg("rect", {
              class: "marque-pleine", x: x(number) - thick / 2, y: Math.min(end, y(axis.base)),
              width: thick, height: Math.max(1, Math.abs(y(axis.base) - end)),
            })
            : svg("circle", { class: "marque-pleine", cx: x(number), cy: end, r: 4.5 }),
          told && word({
            class: "valeur-de-marque", x: x(number), y: end - 11, "text-anchor": "middle",
          }, write(value)),
          slanted
            ? word({
              class: "nom-de-marque", "text-anchor": "end", x: 0, y: 0,
              transform: `translate(${x(number)} ${foot + 12}) rotate(-45)`,
            }, names[number])
            : word({
              class: "nom-de-marque", x: x(number), y: foot + 16, "text-anchor": "middle",
            }, names[number]),
        ];
      }),
      svg("line", { class: "socle", x1: left, x2: width, y1: y(axis.base), y2: y(axis.base) }),
    ],
  };
}

const SHAPES = { bars: rows, points: rows, columns: side, line: side, pie };

// marks: kind; lines: [{ name, value }] as they are to be seen; write(value): the figure in words;
// zero: the axis starts there; width: in pixels, so that letters keep their size; label: said to
// who does not see the image.
export function drawing({ label, ...chart }) {
  const { height, parts } = SHAPES[chart.marks](chart);
  return svg("svg", {
    class: "dessin", role: "img", "aria-label": label, viewBox: `0 0 ${chart.width} ${height}`,
  }, parts);
}
