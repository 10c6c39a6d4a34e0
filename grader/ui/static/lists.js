// Lists that several pages share: lessons, and exercises with what they earned.

import { el } from "./dom.js";
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
        exercise.note && el("span", { class: "pour-vous" }, ` ${exercise.note}`)),
        el("td", { class: "tient" }, mark(exercise.outcome.status, exercise.outcome.label)),
        el("td", { class: "nombre" }, exercise.outcome.points_label))))));
}

// A gauge and its words; the words are the label, so nothing is said by the bar alone.
export function gauge(value, label, id) {
  return el("div", { class: "avancement" },
    el("p", { id }, label),
    el("progress", { class: "jauge", max: 1, value, "aria-labelledby": id }));
}
