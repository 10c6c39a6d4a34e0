// What was solved, what is left, what is new: a gauge and its table, always together.

import { el } from "./dom.js";
import { plural, t, whole } from "./fr.js";

const SHORT = 6; // rows that stand open under the gauge; a longer table opens on demand

const sum = (pairs) => pairs.reduce((total, [, count]) => total + count, 0);

// Same causes on one line: { cause → [solved, left, new] }.
function rows(comparison) {
  const table = new Map();
  [comparison.left, comparison.new, comparison.solved].forEach((pairs, place) => {
    const column = [1, 2, 0][place];
    for (const [label, count] of pairs) {
      if (!table.has(label)) table.set(label, [0, 0, 0]);
      table.get(label)[column] += count;
    }
  });
  return [...table];
}

export function comparisonTable(comparison, caption) {
  return el("div", { class: "defile", role: "group", tabindex: "0", "aria-label": caption },
    el("table", { class: "chiffres" },
      el("caption", {}, caption),
      el("thead", {}, el("tr", {},
        el("th", { scope: "col" }, t("Cause")),
        [t("Corrigées"), t("Restantes"), t("Nouvelles")].map((word) =>
          el("th", { scope: "col", class: "nombre" }, word)))),
      el("tbody", {}, rows(comparison).map(([label, counts]) => el("tr", {},
        el("th", { scope: "row" }, label),
        counts.map((count) => el("td", { class: `nombre ${count ? "" : "nul"}` }, whole(count))))))));
}

// since: « Depuis le fichier de départ »
export function comparisonBlock(comparison, since, uid) {
  const solved = sum(comparison.solved);
  const total = solved + sum(comparison.left);
  const table = comparisonTable(comparison, t("Anomalies par cause"));
  const count = table.querySelectorAll("tbody tr").length;
  return el("div", { class: "comparaison" },
    el("p", { class: "jauge-phrase", id: `${uid}-jauge` },
      el("span", {}, t(`${since} : `)), comparison.sentence),
    total > 0 && el("progress", {
      class: "jauge", max: total, value: solved, "aria-labelledby": `${uid}-jauge`,
    }),
    count > SHORT
      ? el("details", {}, el("summary", {}, t(`Voir les données : ${plural(count, "cause")}`)), table)
      : table);
}
