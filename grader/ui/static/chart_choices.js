// What a chart shows, chosen in closed lists: each is a native one, so that every keyboard and
// every screen reader knows it.

import { el } from "./dom.js";
import { plural, t } from "./fr.js";
import { measureOf, measured, measures } from "./chart_data.js";

const ORDERS = [
  ["file", "Celui du fichier"],
  ["value", "Du plus grand au plus petit"],
  ["name", "Alphabétique"],
];
const AXES = [["auto", "Près du plus petit nombre"], ["zero", "Zéro"]];

const keptName = (count) => (count ? t(`Les ${count} plus grandes`) : t("Toutes"));

// changed(): something else was chosen.
export function choicesFields(uid, changed) {
  const node = el("fieldset", { class: "dessin-choix" });
  const lists = new Map();

  function list(name, label, options, value) {
    const id = `${uid}-${name}`;
    const menu = el("select", { class: "menu", id, on: { change: changed } },
      options.map(([choice, text]) =>
        el("option", { value: choice, selected: String(choice) === String(value) }, text)));
    lists.set(name, menu);
    return el("div", { class: "dessin-champ" }, el("label", { for: id }, t(label)), menu);
  }

  const words = (pairs) => pairs.map(([value, text]) => [value, t(text)]);

  function build(view, spec) {
    node.replaceChildren(
      el("legend", {}, t("Ce que montre le graphique")),
      list("marks", "Forme", view.marks, spec.marks),
      list("by", "Une marque par", view.tables.map(({ by, title, lines }) =>
        [by, t(`${title} (${plural(lines.length, "valeur")})`)]), spec.by),
      list("measure", "Nombre montré", measures(view.values), measureOf(spec)),
      list("order", "Ordre", words(ORDERS), spec.order),
      list("most", "Combien", view.kept.map((count) => [count, keptName(count)]), spec.most),
      list("axis", "Départ de l'axe", words(AXES), spec.zero ? "zero" : "auto"),
    );
  }

  const of = (name) => lists.get(name).value;

  const read = () => ({
    marks: of("marks"),
    by: of("by"),
    ...measured(of("measure")),
    order: of("order"),
    most: Number(of("most")),
    zero: of("axis") === "zero",
  });

  return { node, build, read };
}
