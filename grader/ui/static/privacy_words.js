// Words and signs that the parts of the workbench of anonymisation share.

import { el } from "./dom.js";
import { t, whole } from "./fr.js";
import { family, mark } from "./marks.js";

// What a state is worth, as the signs of the other pieces say it.
const SIGNS = {
  good: "good", poor: "warning", bad: "error", yes: "good", roughly: "warning", no: "error",
};

// « ✖ Insuffisant »
export const stateMark = (state, label, tag = "span") => mark(SIGNS[state] || "none", label, tag);
export const stateFamily = (state) => family(SIGNS[state] || "none");

// Never « 0 % » for something, nor « 100 % » for nearly all: who decides must not be misled.
export function percent(share) {
  const value = share * 100;
  if (value > 0 && value < 1) return t("moins de 1 %");
  if (value > 99 && value < 100) return t("plus de 99 %");
  return t(`${whole(value)} %`);
}

// A column's name comes from the file: shown as it is, in its own direction; one without a
// name is called so.
export const columnName = (label) => el("bdi", { class: "nom" },
  label.trim() === "" ? t("(sans nom)") : label);

// A value of the file, beside our own words.
export const cellValue = (value) => (value === ""
  ? el("span", { class: "regle" }, t("(vide)"))
  : el("bdi", { class: "nom valeur" }, value));
