// The trainer's room in its least form: who handed in, the grades, the file for elsewhere.

import { el, focusOn, heading, replace } from "./dom.js";
import { t } from "./fr.js";

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

  async function act(action, near, waiting) {
    const next = await host.ask(action, {}, { near, waiting });
    if (!next) return;
    draw(next);
    host.say(next.sentence);
    focusOn(host.body.querySelector(`[data-action="${action}"]`));
  }

  function draw(view) {
    const grade = el("button", {
      type: "button", class: "bouton", "data-action": "grade",
      on: { click: () => act("grade", grade, t("Correction des rendus…")) },
    }, t("Corriger les rendus"));
    const refresh = el("button", {
      type: "button", class: "bouton discret", "data-action": "refresh",
      on: { click: () => act("refresh", refresh, t("Actualisation…")) },
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
      ]);
  }

  return draw;
}
