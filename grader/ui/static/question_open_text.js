// An answer in one's own words, which a person reads and marks.

import { el } from "./dom.js";
import { plural, t } from "./fr.js";
import { orSkip, wholeRemarks } from "./question_parts.js";

const NEAR_THE_END = 100; // characters left, under which each pause says how many

export function form(view, { id, draft, say }) {
  const [start = ""] = draft || view.given;
  const area = el("textarea", {
    id: `${id}-champ`, class: "champ", rows: "8", maxlength: view.longest || null,
    "aria-describedby": `${id}-reste ${id}-faute`, on: { input: () => count(true) },
  });
  area.value = start;
  const left = el("p", { class: "regle", id: `${id}-reste` });
  let pause = 0;

  function count(typing) {
    const rest = view.longest - area.value.length;
    left.textContent = t(rest > 0
      ? `Il vous reste ${plural(rest, "caractère")}.`
      : "Il ne vous reste aucun caractère : raccourcissez votre texte pour en ajouter.");
    clearTimeout(pause);
    if (typing && rest <= NEAR_THE_END) pause = setTimeout(() => say(left.textContent), 1_000);
  }

  function read() {
    const empty = !area.value.trim();
    if (empty) area.setAttribute("aria-invalid", "true");
    else area.removeAttribute("aria-invalid");
    return empty
      ? { fault: orSkip(view, "Écrivez votre réponse"), at: area } : { given: [area.value] };
  }

  count(false);
  return {
    body: el("div", { class: "saisie-longue" },
      el("label", { for: area.id }, t("Votre réponse")), area, left),
    read,
    draft: () => [area.value],
  };
}

// While a person has it, and once she has read it.
export const written = (view) => view.given.length > 0 && [
  el("p", { class: "sous-titre" }, t("Votre réponse")),
  el("blockquote", { class: "texte-ecrit" }, view.given[0]),
];

export const done = (view) => [written(view), wholeRemarks(view)];
