// From what was chosen to what is drawn: which figures, in which order, and how they are written.

import { t } from "./fr.js";

const MEASURES = { sum: "somme", mean: "moyenne" };
const FIGURE = new Intl.NumberFormat("fr-FR", { maximumFractionDigits: 2 });
const BY_NAME = new Intl.Collator("fr", { numeric: true });
const ROWS = "Nombre de lignes";

// A measure in one word, as a closed list gives it: « sum:montantVerse », « rows ».
export const measureOf = ({ count, value }) => (count === "rows" ? "rows" : `${count}:${value}`);

export function measured(choice) {
  const [count, ...value] = choice.split(":");
  return { count, value: value.join(":") };
}

// Every measure that may be chosen: (choice, name).
export const measures = (values) => [
  ["rows", t(ROWS)],
  ...["sum", "mean"].flatMap((count) => values.map(([value, name]) =>
    [`${count}:${value}`, t(`${name} (${MEASURES[count]})`)])),
];

function valueOf(line, { count, value }, values) {
  if (count === "rows") return line.rows;
  const place = values.findIndex(([column]) => column === value);
  return (count === "sum" ? line.sums : line.means)[place];
}

// Gives all lines, those kept, and what the figure needs to be told.
export function chosen(view, spec) {
  const table = view.tables.find((one) => one.by === spec.by) || view.tables[0];
  const lines = table.lines.map((line) => ({ name: line.name, value: valueOf(line, spec, view.values) }));
  // Which ones are kept does not depend on the order in which they are shown.
  const ranked = [...lines].sort((one, other) => other.value - one.value);
  const great = new Set(spec.most ? ranked.slice(0, spec.most) : ranked);
  const orders = {
    value: () => ranked,
    name: () => [...lines].sort((one, other) => BY_NAME.compare(one.name, other.name)),
    file: () => lines,
  };
  const ordered = orders[spec.order]();
  const unit = spec.count === "rows" || !view.unit ? "" : ` ${view.unit}`;
  const [, measure] = measures(view.values).find(([choice]) => choice === measureOf(spec));
  return {
    marks: spec.marks,
    zero: spec.zero,
    lines: ordered,
    kept: ordered.filter((line) => great.has(line)),
    shared: spec.count !== "mean",
    write: (value) => t(`${FIGURE.format(value)}${unit}`),
    by: table.title,
    measure,
  };
}
