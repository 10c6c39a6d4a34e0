// The columns of the file side by side: in each, where the errors are from its top to its bottom.
// A longer line means more errors in that part; the drawing says nothing that the table does not.

import { el, heading, replace, svg } from "./dom.js";
import { plural, t, whole } from "./fr.js";

const DRAWN = 60; // columns that can be told apart; in a wider file, those with errors come first
const LISTED = 200;
const WIDTH = 12; // of a column, in the drawing's own units
const LEAST = 3; // so that one error is seen as well

const sum = (numbers) => numbers.reduce((total, number) => total + number, 0);

function bar(column, most) {
  const height = Math.max(1, column.slices.length);
  const path = column.slices.map((count, place) => {
    if (!count) return "";
    const long = Math.max(LEAST, (WIDTH * count) / most).toFixed(1);
    return `M0 ${place}h${long}v1h-${long}z`;
  }).join("");
  return svg("svg", { viewBox: `0 0 ${WIDTH} ${height}`, preserveAspectRatio: "none" },
    svg("title", {}, `${column.letter} ${column.name}${t(" : ")}${column.label}`),
    path && svg("path", { d: path }));
}

// What one sees in it, in a sentence.
function finding(columns) {
  const wrong = columns.filter((column) => column.errors)
    .sort((one, other) => other.errors - one.errors);
  const total = plural(columns.length, "colonne");
  if (!wrong.length) return t(`Aucune erreur dans ${columns.length > 1 ? `les ${total}` : "la colonne"}.`);
  const most = wrong.slice(0, 3).map((column) => `${column.name} (${whole(column.errors)})`);
  const errors = sum(wrong.map((column) => column.errors));
  if (wrong.length <= 3) {
    return t(`${plural(errors, "erreur")} dans ${plural(wrong.length, "colonne")} sur ${whole(columns.length)} : `)
      + most.join(", ") + ".";
  }
  return t(`${plural(errors, "erreur")} dans ${plural(wrong.length, "colonne")} sur ${whole(columns.length)}, surtout `)
    + most.join(", ") + ".";
}

const place = ({ known, required }) =>
  t(!known ? "Inconnue du schéma" : required ? "Obligatoire" : "Facultative");

function table(columns, caption) {
  return el("div", { class: "defile", role: "group", tabindex: "0", "aria-label": caption },
    el("table", { class: "chiffres" },
      el("caption", {}, caption),
      el("thead", {}, el("tr", {},
        [t("Colonne"), t("Dans le schéma")].map((word) => el("th", { scope: "col" }, word)),
        [t("Erreurs"), t("À vérifier")].map((word) =>
          el("th", { scope: "col", class: "nombre" }, word)))),
      el("tbody", {}, columns.slice(0, LISTED).map((column) => el("tr", {},
        el("th", { scope: "row" }, column.letter, " ", el("span", { class: "nom" }, column.name)),
        el("td", {}, place(column)),
        el("td", { class: "nombre" }, whole(column.errors)),
        el("td", { class: "nombre" }, whole(column.warnings)))))));
}

// In a file too wide to be drawn whole: the columns with errors, in their order.
function drawn(columns) {
  if (columns.length <= DRAWN) return columns;
  const wrong = columns.filter((column) => column.errors || column.warnings);
  return (wrong.length ? wrong : columns).slice(0, DRAWN);
}

export function stripSection(level, uid) {
  const title = heading(level, { id: `${uid}-colonnes` }, t("Où sont les erreurs"));
  const figure = el("div", { class: "bande", role: "img", "aria-labelledby": `${uid}-bande` });
  const sentence = el("p", { class: "bande-phrase", id: `${uid}-bande` });
  const rule = el("p", { class: "regle" });
  const details = el("details", { on: { toggle: () => open() } }, el("summary", {}, t("Voir les données")));
  const node = el("section", { class: "colonnes", "aria-labelledby": title.id },
    title, sentence, figure, rule, details);
  let columns = [];
  let told = "";
  let shown = "";

  // Built when it is asked for: a file may have two thousand columns.
  function open() {
    if (!details.open || shown === told) return;
    shown = told;
    const old = details.querySelector(".defile");
    const many = columns.length > LISTED ? t(`, les ${LISTED} premières`) : "";
    const next = table(columns, `${t("Erreurs par colonne")}${many}`);
    if (old) old.replaceWith(next);
    else details.append(next);
  }

  function draw({ strip }) {
    node.hidden = !strip.length;
    const now = JSON.stringify(strip);
    if (now === told) return;
    told = now;
    columns = strip;
    const part = drawn(strip);
    const most = Math.max(1, ...part.flatMap((column) => column.slices));
    replace(figure, part.map((column) => el("div", {
      class: `bande-colonne ${column.errors ? "faux" : "neutre"} ${column.known ? "" : "inconnue"}`,
    }, bar(column, most), el("span", { class: "bande-lettre" }, column.letter))));
    sentence.textContent = finding(strip);
    rule.textContent = part.length < strip.length
      ? t(`Chaque barre est une colonne, du haut au bas du fichier. Les ${part.length} premières qui ont une anomalie sont dessinées.`)
      : t("Chaque barre est une colonne, du haut au bas du fichier ; un trait long, beaucoup d'erreurs à cet endroit.");
    open();
  }

  return { node, draw };
}
