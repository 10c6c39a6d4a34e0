// A pie: offered because people think of it first, and drawn well enough to show where it fails.

import { svg } from "./dom.js";

const TINTS = 4;
const LEAST = 0.02; // a part under that share has no room for its number

export function pie({ lines, width }) {
  const radius = Math.min(140, width / 2 - 30);
  const height = 2 * radius + 56;
  const [cx, cy] = [width / 2, height / 2];
  const total = lines.reduce((sum, { value }) => sum + Math.max(0, value), 0) || 1;
  const at = (turn, far) => [
    cx + far * Math.sin(turn * 2 * Math.PI), cy - far * Math.cos(turn * 2 * Math.PI),
  ];
  let done = 0;

  const parts = lines.map(({ value }, number) => {
    const share = Math.max(0, value) / total;
    const [from, to] = [done, done + share];
    done = to;
    const [x1, y1] = at(from, radius);
    const [x2, y2] = at(to, radius);
    const [x, y] = at((from + to) / 2, radius + 15);
    const tint = `marque-pleine part-${number % TINTS}`;
    return [
      share > 0.9999
        ? svg("circle", { class: tint, cx, cy, r: radius })
        : svg("path", {
          class: tint,
          d: `M${cx} ${cy}L${x1} ${y1}A${radius} ${radius} 0 ${share > 0.5 ? 1 : 0} 1 ${x2} ${y2}Z`,
        }),
      share > LEAST && svg("text", {
        class: "valeur-de-marque", x, y, dy: "0.35em", "text-anchor": "middle",
      }, String(number + 1)),
    ];
  });
  return { height, parts };
}
