// A sign and a word, always together: colour is never alone in carrying a meaning.
// U+FE0E asks for the plain glyph where a system would draw an emoji.

import { el } from "./dom.js";

const PLAIN = "\ufe0e";
const SIGNS = {
  passed: "✔", partial: "●", failed: "✖", not_attempted: "○", needs_review: "◇", uncheckable: "△",
  good: "✔", wrong: "✖", right: "✔", expected: "△", waiting: "◇", seen: "▸", error: "✖", warning: "●", info: "▸", reason: "▸",
  done: "✔", started: "●", none: "○", new: "○", retry: "●", open: "○", skipped: "○",
};
// The family gives the colour: good, partial, wrong, or none.
const FAMILIES = {
  passed: "bon", good: "bon", right: "bon", done: "bon",
  partial: "partiel", warning: "partiel", started: "partiel", retry: "partiel",
  uncheckable: "partiel",
  failed: "faux", wrong: "faux", error: "faux",
};

export const family = (kind) => FAMILIES[kind] || "neutre";

export function sign(kind) {
  return el("span", { class: "signe", "aria-hidden": "true" }, (SIGNS[kind] || "○") + PLAIN);
}

// « ● En partie »
export function mark(kind, label, tag = "span") {
  return el(tag, { class: `marque-etat ${family(kind)}` }, sign(kind), " ", label);
}

// The line under a title: what was earned so far, in words, and what it is worth in a choice.
export function outcomeLine(outcome) {
  return el("p", { class: "bilan" },
    mark(outcome.status, outcome.label),
    outcome.points_label && el("span", { class: "points" }, outcome.points_label),
    outcome.note && el("span", { class: "bilan-choix" }, outcome.note));
}

export function outcomeFeedback(outcome) {
  const lines = outcome.feedback || [];
  if (!lines.length) return null;
  return el("ul", { class: "retours" },
    lines.map((line) => el("li", { class: family(line.kind) }, sign(line.kind), " ", line.message)));
}
