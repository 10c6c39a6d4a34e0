// Who is in the room, who needs help first, and what was sent from home.

import { el } from "./dom.js";
import { plural, t } from "./fr.js";
import { mark } from "./marks.js";

const ORDERS = {
  need: { label: "Qui a besoin d'aide d'abord", rank: (one) => one.need },
  come: { label: "Ordre d'arrivée", rank: null },
  name: { label: "Pseudonyme", rank: null },
  progress: { label: "Le moins avancé d'abord", rank: (one) => one.progress },
};

function sorted(people, order) {
  if (order === "come") return people;
  if (order === "name") {
    return [...people].sort((a, b) => a.pseudonym.localeCompare(b.pseudonym, "fr"));
  }
  return [...people].sort((a, b) => ORDERS[order].rank(a) - ORDERS[order].rank(b));
}

export function scrolled(label, table) {
  return el("div", { class: "defile", role: "group", tabindex: "0", "aria-label": label }, table);
}

export function head(columns) {
  return el("thead", {}, el("tr", {}, columns.map(([word, kind]) =>
    el("th", { scope: "col", class: kind }, word))));
}

// o: { level, uid, again() }
export function peopleSections(o) {
  let order = "need";
  const select = el("select", {
    class: "champ", id: `${o.uid}-ordre`,
    on: { change: () => { order = select.value; o.again(); } },
  }, Object.entries(ORDERS).map(([name, { label }]) => el("option", { value: name }, t(label))));

  function people(view) {
    if (!view.people.length) {
      return el("p", {}, t("Personne n'a encore rejoint la session. Montrez le code."));
    }
    const caption = t(`${plural(view.people.length, "personne")} dans la salle`);
    return scrolled(caption, el("table", { class: "salle-gens" },
      el("caption", {}, caption),
      head([[t("Pseudonyme")], [t("Où")], [t("État")],
        [t("Exercices réussis"), "nombre"], [t("Points"), "nombre"], [t("Attestation")]]),
      el("tbody", {}, sorted(view.people, order).map((one) => el("tr", {
        class: one.stuck ? "salle-bloquee" : null,
      },
      el("th", { scope: "row", class: "libre" }, one.pseudonym),
      el("td", {}, one.where || "–",
        one.since && el("span", { class: "regle salle-depuis" }, one.since)),
      el("td", {}, one.state,
        one.stuck && el("strong", { class: "salle-marque" }, one.stuck)),
      el("td", { class: "nombre" }, one.passed),
      el("td", { class: "nombre" }, one.points),
      el("td", { class: "tient" }, one.attestation
        ? mark(one.attestation_sign, one.attestation)
        : t("hors session")))))));
  }

  function sent(view) {
    if (!view.sent.length) return el("p", {}, t("Personne n'a envoyé de résultats de chez soi."));
    return view.sent.map((one) => el("details", {},
      el("summary", {}, el("span", { class: "libre" }, one.pseudonym), ` · ${one.when}`),
      el("ul", {}, one.lines.map((line) => el("li", {}, line)))));
  }

  return [
    {
      id: `${o.uid}-gens`,
      title: t("Qui est où"),
      about: t("« Bloquée » : au moins un essai, et aucun progrès depuis 10 minutes sur le même exercice."),
      before: el("p", { class: "salle-ordre" },
        el("label", { for: select.id }, t("Ranger par")), " ", select),
      box: el("div", {}),
      part: (view) => [view.people, order],
      draw: people,
    },
    {
      id: `${o.uid}-envoyes`,
      title: t("Résultats envoyés de chez soi"),
      about: "",
      box: el("div", {}),
      part: (view) => view.sent,
      draw: sent,
    },
  ];
}
