// The columns of the file. Those that tell something of people stand open, the most telling
// first; the others wait behind a line, so that a file of fifteen columns is no wall of controls.

import { el, heading, replace } from "./dom.js";
import { plural, t } from "./fr.js";
import { columnCard } from "./privacy_column.js";
import { once } from "./privacy_once.js";

const MEANINGS = [
  ["Identifiant direct", "nomme la personne à lui seul : un nom, un numéro de sécurité sociale, un téléphone."],
  ["Quasi-identifiant", "ne la nomme pas, mais aide à la retrouver quand on le croise avec d'autres : un âge, une rue, un métier."],
  ["Attribut sensible", "ce que l'on apprendrait d'elle une fois retrouvée : l'aide qu'elle reçoit."],
  ["Libre", "ne désigne personne et n'apprend rien sur quelqu'un."],
];

const rolesLegend = () => el("details", { class: "roles-mots" },
  el("summary", {}, t("Les quatre rôles d'une colonne")),
  el("dl", {}, MEANINGS.map(([word, meaning]) => el("div", {}, el("dt", {}, t(word)), el("dd", {}, t(meaning))))));

const ORDER = ["direct", "quasi", "sensitive"];

export function columnsSection(line, level, uid) {
  const title = heading(level, { id: `${uid}-colonnes` }, t("Les colonnes"));
  const texts = el("div", { class: "dans-les-textes", hidden: true });
  const first = el("ul", { class: "colonnes-liste" });
  const others = el("ul", { class: "colonnes-liste" });
  const summary = el("summary");
  const more = el("details", { class: "colonnes-libres" }, summary, others);
  const node = el("section", { class: "colonnes-anon", "aria-labelledby": title.id }, title,
    el("p", { class: "regle" }, t("Le rôle proposé est une aide : vous connaissez ce fichier mieux que la machine. "
      + "Faites glisser un niveau, et les jauges suivent.")),
    rolesLegend(), texts, first, more);
  const changed = once();
  const cards = new Map(); // name of a column → its card

  // A column keeps its place when its role changes: what is under the hand must not jump.
  function build(columns) {
    cards.clear();
    columns.forEach(({ label }, number) =>
      cards.set(label, columnCard(line, level + 1, `${uid}-colonne-${number}`)));
    const rank = ({ role }) => ORDER.indexOf(role);
    const shown = columns.filter(({ role }) => ORDER.includes(role));
    const free = columns.filter(({ role }) => !ORDER.includes(role));
    shown.sort((one, other) => rank(one) - rank(other));
    replace(first, shown.map(({ label }) => cards.get(label).node));
    replace(others, free.map(({ label }) => cards.get(label).node));
    first.hidden = !shown.length;
    more.hidden = !free.length;
    more.open = !shown.length;
    const count = plural(free.length, "colonne");
    const several = free.length > 1 ? `Voir les ${count} libres` : "Voir la colonne libre";
    summary.textContent = t(shown.length ? several : `Voir ${free.length > 1 ? `les ${count}` : "la colonne"} du fichier`);
  }

  function draw(view) {
    changed("labels", view.columns.map(({ label }) => label), () => build(view.columns));
    changed("texts", view.texts, () => {
      texts.hidden = !view.texts.length;
      replace(texts, el("p", { class: "alerte-titre" }, t("Dans les textes libres")),
        el("ul", {}, view.texts.map((sentence) => el("li", {}, sentence))));
    });
    view.columns.forEach((column) => cards.get(column.label).draw(column));
  }

  return { node, draw };
}
