// A number with its unit, or a few words: one field, and what is told of it beneath.

import { el } from "./dom.js";
import { t } from "./fr.js";
import { expectedInstead, orSkip, quoted, wholeRemarks } from "./question_parts.js";

function field(view, { id, draft }, options) {
  const [start = "", startUnit = ""] = draft || view.given;
  const input = el("input", {
    type: "text", id: `${id}-champ`, class: "champ", value: start,
    autocomplete: "off", autocapitalize: "off", spellcheck: "false",
    "aria-describedby": `${id}-unite ${id}-dit ${id}-faute`, ...options,
  });
  const units = view.units.length > 1 && el("select", { id: `${id}-unites` },
    view.units.map((unit) => el("option", { value: unit, selected: unit === startUnit }, unit)));
  const given = () => [input.value, ...(units ? [units.value] : [])];

  function read() {
    const empty = !input.value.trim();
    if (empty) input.setAttribute("aria-invalid", "true");
    else input.removeAttribute("aria-invalid");
    return empty ? { fault: orSkip(view, "Écrivez votre réponse"), at: input } : { given: given() };
  }

  return {
    body: el("div", { class: "saisie-reponse" },
      el("div", { class: "saisie-champ" },
        el("label", { for: input.id }, t("Votre réponse")), input),
      view.units.length === 1 && el("span", { class: "unite", id: `${id}-unite` }, view.units[0]),
      units && el("div", { class: "saisie-champ" },
        el("label", { for: units.id }, t("Unité")), units),
      el("div", { class: "saisie-dit", id: `${id}-dit` }, wholeRemarks(view))),
    read,
    draft: given,
  };
}

function answered(view, expected) {
  return [
    view.given.length > 0 && el("p", {}, t("Votre réponse : "), quoted(inWords(view, view.given))),
    wholeRemarks(view),
    view.result_kind !== "good" && view.expected.length > 0 && expectedInstead(view, expected),
  ];
}

// « 12,5 k€ »: the unit that goes without saying is said.
function inWords(view, [value, unit = view.units.length === 1 ? view.units[0] : ""]) {
  return unit ? `${value}\u00a0${unit}` : value;
}

// « 12 500,5 »: an expected number is written as people read it; four digits may be a year.
const byThousands = (text) => text.replace(/^-?\d{5,}/, (digits) =>
  digits.replace(/\B(?=(\d{3})+$)/g, "\u202f"));

export const numeric = {
  form: (view, o) => field(view, o, { inputmode: "decimal", maxlength: view.longest || null }),
  done: (view) => answered(view, inWords(view, view.expected.map(byThousands))),
};

export const shortText = {
  form: (view, o) => field(view, o, { maxlength: view.longest || null }),
  done: (view) => answered(view, quoted(view.expected[0] || "")),
};
