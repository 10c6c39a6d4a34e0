// The sheet of one column: its description, its type, its unit, whether it may be empty, an example.

import { el } from "./dom.js";
import { t } from "./fr.js";
import { sign } from "./marks.js";

const LABELS = {
  description: "Description, en quelques mots",
  type: "Type",
  unit: "Unité ou format, s'il y en a",
  empty: "Une cellule peut-elle être vide ?",
  example: "Exemple de valeur",
};
const EMPTY = [["oui", "oui"], ["non", "non"]];

// o: { id, rank, types, limits, said, open, write(field, value) }
export function columnNode(column, o) {
  const faults = new Map(column.faults);

  function line(field, input) {
    const fault = faults.get(field);
    const id = `${o.id}-${field}`;
    input.id = id;
    if (fault) {
      input.setAttribute("aria-invalid", "true");
      input.setAttribute("aria-describedby", `${id}-faute`);
    }
    return el("div", { class: `champ-colonne champ-${field}` },
      el("label", { for: id }, t(LABELS[field])), input,
      fault && el("p", { class: "champ-faute faux", id: `${id}-faute` }, sign("wrong"), " ", fault));
  }

  const typed = (field) => line(field, el("input", {
    type: "text", value: o.said[field], maxlength: o.limits[field], autocomplete: "off",
    on: { input: (event) => o.write(field, event.target.value) },
  }));

  const chosen = (field, values) => line(field, el("select", {
    on: { change: (event) => o.write(field, event.target.value) },
  }, [["", t("Choisir")], ...values].map(([value, label]) => el("option", {
    value, selected: value === o.said[field],
  }, label))));

  return el("fieldset", { disabled: !o.open },
    el("legend", {}, el("span", { class: "devoir-rang" }, o.rank, " "), el("strong", {}, column.name)),
    typed("description"), chosen("type", o.types), typed("unit"), chosen("empty", EMPTY),
    typed("example"));
}
