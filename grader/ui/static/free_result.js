// The result of a free quiz, by objective, with what to read; and the trail of its questions.

import { el, heading, hidden, replace } from "./dom.js";
import { plural, t } from "./fr.js";
import { family, mark, sign } from "./marks.js";
import { STATE_WORDS } from "./quiz_states.js";

// The marks of a draw as a quiz tells its questions.
export const asQuestions = (draw) => draw.marks.map(({ state, over }) => (
  over ? { state: "done", result_kind: state, given: state === "seen" ? [] : [state] } : { state }));

// acts: { redraw, missed, choose, review(place, near) }
export function resultSection(host, draw, acts) {
  const { result } = draw;
  const action = (label, act, quiet) => {
    const button = el("button", {
      type: "button", class: quiet ? "bouton discret" : "bouton", on: { click: () => act(button) },
    }, label);
    return button;
  };
  return [
    heading(host.level, { class: "libre-titre" }, t(`Votre résultat : ${draw.title}`)),
    el("p", { class: "libre-phrase" }, result.sentence),
    result.left && el("p", {}, result.left),
    result.advice && el("p", {}, result.advice),
    resultTable(draw),
    el("p", { class: "regle" }, t("Un objectif est acquis quand toutes les questions que vous y avez "
      + "traitées sont justes dès le premier essai. Ce résultat ne compte dans aucune note.")),
    el("div", { class: "actions" },
      result.missed > 0 && action(result.missed === 1
        ? t("Reprendre la question manquée")
        : t(`Reprendre les ${plural(result.missed, "question manquée", "questions manquées")}`),
      acts.missed),
      action(t("Refaire un tirage"), acts.redraw, result.missed > 0),
      action(t("Choisir un autre quiz"), acts.choose, true)),
    draw.marks.some((one) => one.answered) && el("section", { class: "libre-revoir" },
      heading(host.level + 1, {}, t("Revoir vos réponses")),
      trail(draw, { label: t("Questions traitées"), go: acts.review, open: (one) => one.answered })),
  ];
}

function resultTable(draw) {
  const modules = [...new Set(draw.result.lines.map((line) => line.module))];
  const caption = t("Votre résultat, par objectif");
  const rows = (module) => draw.result.lines.filter((line) => line.module === module).map(row);
  return el("div", { class: "defile", role: "group", tabindex: "0", "aria-label": caption },
    el("table", { class: "libre-table" },
      el("caption", {}, caption),
      el("thead", {}, el("tr", {},
        el("th", { scope: "col" }, t("Objectif")),
        el("th", { scope: "col" }, t("Résultat")))),
      modules.map((module) => el("tbody", {},
        modules.length > 1 && el("tr", {},
          el("th", { scope: "rowgroup", colspan: 2, class: "libre-module" }, module)),
        rows(module)))));
}

function row(line) {
  return el("tr", {},
    el("th", { scope: "row" }, line.objective,
      line.read_url && el("p", { class: "libre-lire" },
        t("À relire : "), el("a", { href: line.read_url }, line.read_title))),
    el("td", {}, mark(line.state, line.label, "p"),
      line.result && el("p", {}, line.result, hidden(t(" bonnes réponses"))),
      line.note && el("p", { class: "regle" }, line.note)));
}

// The questions of a draw by number, each with its state in words and a sign.
// go(place, near); open(mark): which ones may be gone to; current: place of the one shown.
export function trail(draw, { label, go, open, current = -1 }) {
  const list = el("ol", { class: "fil-quiz" });
  replace(list, draw.marks.map((one, place) => {
    if (!open(one)) return null;
    const button = el("button", {
      type: "button",
      class: `pas ${family(one.state)}`,
      "aria-current": place === current ? "step" : null,
      on: { click: () => go(place, button) },
    }, hidden(t("Question ")), String(place + 1), " ", sign(one.state), hidden(`, ${STATE_WORDS[one.state]}`));
    return el("li", {}, button);
  }));
  return el("nav", { "aria-label": label }, list);
}
