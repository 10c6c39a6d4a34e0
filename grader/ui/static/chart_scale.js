// What a drawing measures: the axis and its steps, and the room that a text takes.

const LETTER = 7.5; // mean width of a letter of a chart, in pixels
const STEPS = [1, 2, 2.5, 5, 10];

const BOLD = 8.3; // of a bold one

export const textWidth = (text) => text.length * LETTER;
export const boldWidth = (text) => text.length * BOLD;

export function shortened(text, room) {
  const most = Math.max(6, Math.floor(room / LETTER));
  return text.length <= most ? text : `${text.slice(0, most - 1).trimEnd()}…`;
}

// The step of an axis, among those that people count by.
function stepFor(span, wanted) {
  const power = 10 ** Math.floor(Math.log10(span / wanted));
  return power * STEPS.find((step) => step * power * wanted >= span);
}

// A round number just below: 1 300 gives 1 000.
function below(value) {
  const power = 10 ** Math.floor(Math.log10(value));
  const round = Math.floor(value / power) * power;
  return round < value ? round : value * 0.9;
}

// Leaves out the steps whose words would lie over others; spot(step): where, and how wide.
export function apart(steps, spot) {
  let last = -Infinity;
  return steps.filter((step) => {
    const [at, wide] = spot(step);
    if (at - wide / 2 < last) return false;
    last = at + wide / 2 + 6;
    return true;
  });
}

// zero: the axis starts from zero; else near the least value, as many programs do by themselves.
// place(value): 0 to 1 along the axis; base: where bars begin.
export function scale(values, zero, wanted) {
  const least = Math.min(...values);
  const most = Math.max(...values);
  const cut = !zero && least > 0;
  const span = (cut ? most - least : Math.max(most, 0) - Math.min(least, 0)) || most || 1;
  const step = stepFor(span, wanted);
  // What is counted by ones has no axis that starts between two of them.
  const fine = values.every(Number.isInteger) ? Math.max(1, step / 10) : step / 10;
  const start = cut
    ? Math.floor((least - span * 0.04) / fine) * fine
    : Math.min(0, Math.floor(least / step) * step);
  const from = cut && start <= 0 ? below(least) : start;
  const to = Math.max(most, from + span);
  const ticks = [from];
  for (let tick = (Math.floor(from / step) + 1) * step; tick <= to; tick += step) {
    if (tick - from > step / 2) ticks.push(tick);
  }
  return {
    ticks,
    base: cut ? from : 0,
    place: (value) => (value - from) / (to - from || 1),
  };
}
