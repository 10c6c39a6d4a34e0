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

const EVERY = 3_000; // while copies wait for their note, ten minutes at most
const TIMES = 200;

export function mount(host) {
  const level = host.level;
  let looks = 0;
  let timer = 0;
  const sections = { uid: host.uid, level, act };
  const reviews = reviewsSection(sections);
  const reports = reportsSection(sections);

  // where(): what the focus goes to once the view is drawn anew.
  async function act(action, args, { near, waiting, where }) {
    await host.free();
    const next = await host.ask(action, args, { near, waiting });
    if (!next) return;
    draw(next);
    host.say(next.done || next.sentence);
    focusOn(where());
  }

  const button = (action) => host.body.querySelector(`[data-action="${action}"]`);

  // Where things stand is told anew by itself; the rest of the page, where one may be typing, stays.
  async function follow() {
    const next = await host.ask("refresh", {}, { quiet: true, only: true });
    const places = host.body.querySelectorAll(".suivi");
    // What somebody has opened or stands on is not taken from under her.
    const read = [...places].some((place) =>
      place.contains(document.activeElement) || place.querySelector("details[open]"));
    if (!next || read) {
      wait(true);
      return;
    }
    [standing, received].forEach((part, number) => replace(places[number], part(next)));
    wait(next.queue.moving);
    if (!next.queue.moving) host.say([next.sentence, next.queue.sentence].join(" "));
  }

  function wait(moving) {
    clearTimeout(timer);
    if (!moving || looks >= TIMES) return;
    looks += 1;
    timer = setTimeout(follow, EVERY);
  }

  function zeros(one) {
    return one.zeros.length > 0 && el("details", {},
      el("summary", {}, t("Pourquoi zéro")),
      el("ul", {}, one.zeros.map(([title, reason]) => el("li", {}, t(`${title} : ${reason}`)))));
  }

  function standing(view) {
    return [
      el("p", {}, view.sentence),
      view.queue.sentence && el("p", {}, view.queue.sentence),
      view.queue.copies.length > 0 && table(
        t("Copies en attente de note"),
        [[t("Pseudonyme"), "tient"], [t("Module")], [t("Rendu le"), "tient"], [t("État")]],
        view.queue.copies.map((one) => [one.pseudonym, one.module, one.handed_in, one.state_label])),
    ];
  }

  function received(view) {
    return [
      view.submissions.length > 0 && table(
        t("Rendus reçus, par pseudonyme"),
        [[t("Pseudonyme"), "tient"], [t("Module")], [t("Rendu le"), "tient"], [t("État")],
          [t("Note"), "nombre"]],
        view.submissions.map((one) => [one.pseudonym, one.module, one.handed_in,
          [one.state_label, zeros(one)], one.grade_label])),
    ];
  }

  // The sessions of a trainer, and the whole house for an administrator: plain links.
  function desks(view) {
    return [
      el("p", {}, el("a", { href: view.sessions_url },
        t("Mes sessions : les créer, les régler, afficher leur code"))),
      view.desks.length > 0 && el("nav", { class: "actions", "aria-label": t("Choisir une session") },
        view.desks.map(([label, href, here]) => el("a", {
          href, "aria-current": here ? "page" : null,
        }, here ? t(`${label} (affichée)`) : label))),
      view.kit_url && el("p", {}, el("a", { href: view.kit_url },
        t("Préparer la session sur papier : programme, fiches, corrigés, diaporamas"))),
      view.exports_url && el("p", {}, el("a", { href: view.exports_url },
        t("Emporter la session : bilan, notes, Moodle, émargement, avis"))),
    ];
  }

  function draw(view) {
    looks = 0;
    wait(view.queue.moving);
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
      desks(view),
      heading(level, {}, t("Les rendus")),
      el("div", { class: "suivi" }, standing(view)),
      el("div", { class: "actions" }, grade, refresh,
        view.export_url && el("a", { class: "telecharger", href: view.export_url, download: true },
          t("Télécharger les notes (CSV)"))),
      el("div", { class: "suivi" }, received(view)),
      view.exercises.length > 0 && [
        heading(level, {}, t("Les exercices")),
        table(t("Résultats du groupe, par exercice"),
          [[t("Exercice")], [t("Réussi par"), "nombre"], [t("Points en moyenne"), "nombre"]],
          view.exercises),
      ],
      heading(level, {}, t("Les questions")),
      el("p", {}, el("a", { href: view.questions_url },
        t("Voir quelles questions sont à revoir, et ce que le groupe a gagné"))),
      reviews(view.reviews, view.reading_label),
      reports(view.reports));
  }

  return draw;
}
