// Lists that several pages share: lessons, and exercises with what they earned.

import { el, hidden } from "./dom.js";
import { t } from "./fr.js";
import { mark } from "./marks.js";

export function lessonList(lessons) {
  return el("ol", { class: "lecons" }, lessons.map((lesson) => el("li", {},
    el("p", { class: "lecon-titre" }, el("a", { href: lesson.url }, lesson.title)),
    lesson.summary && el("p", { class: "lecon-resume" }, lesson.summary),
    el("p", { class: "lecon-faits" },
      mark(lesson.state, lesson.state_label),
      el("span", {}, t(`environ ${lesson.minutes} minutes`)),
      lesson.note && mark("done", lesson.note)))));
}

// What is said beside an exercise. That one need not be done is said by its result, and once above.
function said({ note, outcome }) {
  const choice = outcome.status === "not_attempted" ? "" : outcome.note || "";
  if (!note || !choice) return note || choice;
  return `${note}, ${choice[0].toLowerCase()}${choice.slice(1)}`;
}

export function exerciseTable(exercises, caption) {
  return el("div", { class: "defile", role: "group", tabindex: "0", "aria-label": caption },
    el("table", {},
      el("caption", {}, caption),
      el("thead", {}, el("tr", {},
        el("th", { scope: "col" }, t("Exercice")),
        el("th", { scope: "col" }, t("Résultat")),
        el("th", { scope: "col", class: "nombre" }, t("Points")))),
      el("tbody", {}, exercises.map((exercise) => el("tr", {},
        el("th", { scope: "row" }, exercise.url
          ? el("a", { href: exercise.url }, exercise.title)
          : exercise.title,
        said(exercise) && [" ", el("span", { class: "pour-vous" }, said(exercise))]),
        el("td", { class: "tient" }, mark(exercise.outcome.status, exercise.outcome.label)),
        el("td", { class: "nombre" }, exercise.outcome.points_label))))));
}

// « Attestation : ● en cours », of one path; what is left is linked from the page of attestations.
export function attestationLine(one, named) {
  return el("p", { class: "regle attestation-etat" },
    named ? t(`Attestation du parcours « ${one.title} » : `) : t("Attestation de suivi : "),
    mark(one.state, one.label, "strong"), ". ",
    one.left && [one.left, " "],
    el("a", { href: one.url }, one.state === "done" ? t("Télécharger l'attestation") : t("Voir ce qu'il reste à faire"),
      named && hidden(t(` : ${one.title}`))));
}

// A gauge and its words; the words are the label, so nothing is said by the bar alone.
export function gauge(value, label, id) {
  return el("div", { class: "avancement" },
    el("p", { id }, label),
    el("progress", { class: "jauge", max: 1, value, "aria-labelledby": id }));
}
