// The excerpt of a schema: a table of its columns, then the rules across columns.

import { el, heading } from "./dom.js";
import { t } from "./fr.js";

export function schemaNode(view, level) {
  const caption = t(`Extrait du schéma ${view.schema}`);
  return [
    heading(level, {}, t("Ce que demande le schéma")),
    el("div", { class: "defile", role: "group", tabindex: "0", "aria-label": caption },
      el("table", { class: "colonnes-schema" },
        el("caption", {}, caption),
        el("thead", {}, el("tr", {}, ["Colonne", "Type", "Cellule vide", "Ce qu'une valeur respecte"]
          .map((title) => el("th", { scope: "col" }, t(title))))),
        el("tbody", {}, view.columns.map((one) => el("tr", {},
          el("th", { scope: "row" }, one.name),
          el("td", {}, one.type),
          el("td", {}, one.filled),
          el("td", {}, one.rules.length ? one.rules.join(" ") : t("Rien de plus."))))))),
    view.rules.length > 0 && [
      el("p", {}, t("Règles entre colonnes ou de calcul :")),
      el("ul", { class: "regles-schema" }, view.rules.map((rule) => el("li", {}, rule))),
    ],
  ];
}
