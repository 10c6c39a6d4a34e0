// Questions in which learners saw a problem: how many, what they say, and what was dealt with.

import { el, heading, replace, trusted } from "./dom.js";
import { plural, t } from "./fr.js";
import { PROBLEMS } from "./question_report.js";

const named = (category) => t((PROBLEMS[category] || PROBLEMS.other).label);

// o: { uid, level, act(action, args, { near, waiting, where }) }
export function reportsSection(o) {
  const titleId = `${o.uid}-signalements`;
  const box = el("section", { class: "signalements", "aria-labelledby": titleId });
  let shown = false;

  function draw(view) {
    const settled = view.settled.reduce((sum, question) => sum + question.reports.length, 0);
    replace(box,
      heading(o.level, { id: titleId, tabindex: "-1" }, t("Les signalements")),
      el("p", {}, view.sentence),
      view.open.map((question) => about(question, false)),
      settled > 0 && el("details", {
        class: "deja", open: shown, on: { toggle: (event) => { shown = event.currentTarget.open; } },
      },
      el("summary", {}, t(plural(settled, "signalement traité", "signalements traités"))),
      view.settled.map((question) => about(question, true))));
    return box;
  }

  function about(question, settled) {
    return el("article", { class: "signalee" },
      heading(o.level + 1, {}, el("span", { class: "nom" }, question.item)),
      el("p", { class: "regle" }, question.place),
      question.question_html && el("div", { class: "enonce" }, trusted(question.question_html)),
      !settled && el("ul", { class: "comptes" }, question.counts.map(([category, count]) =>
        el("li", {}, t(`${named(category)} : `), el("strong", {}, String(count))))),
      el("ul", { class: "recits" }, question.reports.map((report) => line(report, settled))));
  }

  function line(report, settled) {
    const id = `${o.uid}-signalement-${report.id}`;
    const act = el("button", {
      type: "button", class: "bouton discret petit", "aria-describedby": id, "data-traiter": true,
      on: {
        click: () => o.act("settle", { report: report.id, settled: !settled }, {
          near: act, waiting: t("Enregistrement…"), where,
        }),
      },
    }, settled ? t("Remettre à traiter") : t("Marquer comme traité"));
    return el("li", {},
      el("p", { id }, el("strong", {}, named(report.category)),
        el("span", { class: "regle" }, ` ${report.when}`)),
      report.comment && el("blockquote", { class: "texte-ecrit" }, report.comment),
      el("div", { class: "actions" }, act));
  }

  // After one was dealt with: the next, else the title.
  const where = () => box.querySelector(".signalee:not(.deja .signalee) [data-traiter]")
    || box.querySelector(`#${CSS.escape(titleId)}`);
  return draw;
}
