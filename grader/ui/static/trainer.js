// The trainer's room: who handed in, the grades, the answers to read, the questions reported.

import { el, focusOn, heading, replace } from "./dom.js";
import { t } from "./fr.js";
import { reportsSection } from "./trainer_reports.js";
import { reviewsSection } from "./trainer_reviews.js";

// Columns are [title, class]: a short value stays on one line.
function table(caption, columns, rows) {
  return el("div", { class: "defile", role: "group", tabindex: "0", "aria-label": caption },
    el("table", {},
      el("caption", {}, caption),
      el("thead", {}, el("tr", {}, columns.map(([word, kind]) =>
        el("th", { scope: "col", class: kind }, word)))),
      el("tbody", {}, rows.map((row) => el("tr", {}, row.map((cell, number) =>
        el(number ? "td" : "th", {
          scope: number ? null : "row", class: columns[number][1],
        }, cell)))))));
}

export function mount(host) {
  const level = host.level;
  const sections = { uid: host.uid, level, act };
  const reviews = reviewsSection(sections);
  const reports = reportsSection(sections);

  // where(): what the focus goes to once the view is drawn anew.
  async function act(action, args, { near, waiting, where }) {
    const next = await host.ask(action, args, { near, waiting });
    if (!next) return;
    draw(next);
    host.say(next.done || next.sentence);
    focusOn(where());
  }

  const button = (action) => host.body.querySelector(`[data-action="${action}"]`);

  function draw(view) {
    const grade = el("button", {
      type: "button", class: "bouton", "data-action": "grade",
      on: {
        click: () => act("grade", {}, {
          near: grade, waiting: t("Correction des rendus…"), where: () => button("grade"),
        }),
      },
    }, t("Corriger les rendus"));
    const refresh = el("button", {
      type: "button", class: "bouton discret", "data-action": "refresh",
      on: {
        click: () => act("refresh", {}, {
          near: refresh, waiting: t("Actualisation…"), where: () => button("refresh"),
        }),
      },
    }, t("Actualiser"));
    replace(host.body,
      heading(level, {}, t("Les rendus")),
      el("p", {}, view.sentence),
      el("div", { class: "actions" }, grade, refresh,
        view.export_url && el("a", { class: "telecharger", href: view.export_url, download: true },
          t("Télécharger les notes (CSV)"))),
      view.submissions.length > 0 && table(
        t("Rendus reçus, par pseudonyme"),
        [[t("Pseudonyme"), "tient"], [t("Module")], [t("Rendu le"), "tient"], [t("État")],
          [t("Note"), "nombre"]],
        view.submissions.map((one) =>
          [one.pseudonym, one.module, one.handed_in, one.state_label, one.grade_label])),
      view.exercises.length > 0 && [
        heading(level, {}, t("Les exercices")),
        table(t("Résultats du groupe, par exercice"),
          [[t("Exercice")], [t("Réussi par"), "nombre"], [t("Points en moyenne"), "nombre"]],
          view.exercises),
      ],
      reviews(view.reviews),
      reports(view.reports));
  }

  return draw;
}
