// What the group stumbles on: exercises, schema columns, objectives, questions; and what to take
// up again. No pseudonym comes here. A share is always written; its shade only goes with it.

import { el, svg } from "./dom.js";
import { t } from "./fr.js";
import { head, scrolled } from "./room_people.js";

const PARTS = ["passed", "partly", "failing", "absent"];
const WORDS = { passed: "Réussi", partly: "En cours", failing: "À reprendre", absent: "Pas commencé" };

function bar(one) {
  const total = PARTS.reduce((sum, name) => sum + one[name], 0) || 1;
  let x = 0;
  return svg("svg", { class: "salle-barre", viewBox: "0 0 100 10", preserveAspectRatio: "none", "aria-hidden": "true" },
    PARTS.map((name) => {
      const width = (100 * one[name]) / total;
      const part = svg("rect", { class: `salle-${name}`, x, y: 0, width, height: 10 });
      x += width;
      return part;
    }));
}

function exercises(view) {
  if (!view.exercises.length) return el("p", {}, t("Aucun exercice n'est encore commencé."));
  const label = t("Avancement par exercice, en nombre de personnes");
  return scrolled(label, el("table", { class: "salle-exercices" },
    el("caption", {}, label),
    head([[t("Exercice")], ...PARTS.map((name) => [t(WORDS[name]), "nombre"]), [t("Part")]]),
    el("tbody", {}, view.exercises.map((one) => el("tr", {},
      el("th", { scope: "row" }, el("a", { href: one.url }, one.title),
        el("span", { class: "regle salle-depuis" }, one.module)),
      PARTS.map((name) => el("td", { class: "nombre" }, String(one[name]))),
      el("td", {}, bar(one)))))));
}

// The shade goes by fifths: the same share has the same shade everywhere.
const shade = (share) => `salle-chaleur chaleur-${Math.min(4, Math.floor(share / 20))}`;

function heat(rows, label, columns) {
  return scrolled(label, el("table", { class: "salle-carte" },
    el("caption", {}, label),
    head(columns.map((word, rank) => [word, rank === 2 ? "nombre" : null])),
    el("tbody", {}, rows.map((one) => el("tr", {},
      el("th", { scope: "row", class: "nom" }, one.name),
      el("td", {}, one.url ? el("a", { href: one.url }, one.about) : one.about),
      el("td", { class: `nombre ${shade(one.share)}` }, one.label),
      el("td", {}, one.people))))));
}

function subjects(view) {
  if (!view.subjects.length) {
    return el("p", {}, t(`Rien ne ressort pour l'instant. Il faut au moins ${view.least} réponses, et quatre échecs sur dix.`));
  }
  return [
    el("ol", { class: "salle-sujets" }, view.subjects.map((one) => el("li", {},
      el("strong", { class: "nom" }, one.title),
      el("span", { class: "regle salle-depuis" }, one.why),
      el("span", { class: "salle-depuis" }, t("Leçon : "), el("a", { href: one.url }, one.lesson)),
      one.slides && el("span", { class: "regle salle-depuis nom" }, t("Diaporama du kit : "), one.slides)))),
    !view.projection && el("p", {}, el("a", { href: view.kit_url }, t("Ouvrir le kit de la session"))),
  ];
}

// o: { level, uid }
export function groupSections(o) {
  const none = (least) => el("p", {}, t(`Rien n'est montré sous ${least} réponses.`));
  const section = (name, title, about, part, draw) => ({
    id: `${o.uid}-${name}`, title: t(title), about: about && t(about), box: el("div", {}), part, draw,
  });
  return [
    section("sujets", "Sujets à retravailler", "", (view) => view.subjects, subjects),
    section("exercices", "Avancement par exercice", "", (view) => view.exercises, exercises),
    section("colonnes", "Les colonnes du schéma", "Part des personnes dont le dernier fichier a encore une erreur dans cette colonne.",
      (view) => view.columns, (view) => (view.columns.length
        ? heat(view.columns, t("Échec par colonne"), [t("Colonne"), t("Exercice"), t("Échec"), t("Personnes")])
        : el("p", {}, t("Aucune erreur de colonne à montrer pour l'instant.")))),
    section("objectifs", "Les objectifs", "Part des premières réponses qui étaient fausses.",
      (view) => view.objectives, (view) => (view.objectives.length
        ? heat(view.objectives, t("Échec par objectif"), [t("Objectif"), t("Module"), t("Échec"), t("Réponses")])
        : none(view.least))),
    section("questions", "Les questions", "Les plus ratées à la première réponse.",
      (view) => view.items, (view) => (view.items.length
        ? heat(view.items, t("Échec par question"), [t("Question"), t("Module"), t("Échec"), t("Réponses")])
        : none(view.least))),
  ];
}
