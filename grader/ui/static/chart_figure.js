// A chart with all that goes with it: its title above, what a screen reader says of it, what was
// left out, and its figures in a table.

import { el, replace } from "./dom.js";
import { plural, t } from "./fr.js";
import { drawing } from "./chart.js";

const USUAL = 640;
const PERCENT = new Intl.NumberFormat("fr-FR", { maximumFractionDigits: 1 });

// A title is set as a printer would set it: only its spaces change, so that no figure is cut.
const typeset = (text) => t(text.replace(/(\d) (?=\d{3}(?!\d))/g, "$1\u202f"));

const share = (value, total) => t(`${PERCENT.format((100 * value) / total)} %`);

// What a screen reader says of the drawing.
const spoken = ({ alternative, heading }) =>
  alternative || heading || t("Graphique sans titre ni texte alternatif");

// What no mark stands for is said: a reader must not take ten names for all of them.
function leftOut({ lines, kept, shared, write }) {
  const rest = lines.filter((line) => !kept.includes(line));
  if (!rest.length) return "";
  const sum = write(rest.reduce((done, { value }) => done + value, 0));
  const drawn = `${plural(kept.length, "valeur dessinée", "valeurs dessinées")} sur ${lines.length}.`;
  if (!shared) return t(`${drawn} Le reste est dans le tableau.`);
  return t(rest.length === 1
    ? `${drawn} La dernière fait ${sum}.`
    : `${drawn} Les ${rest.length} autres font ensemble ${sum}.`);
}

function figures({ lines, shared, write, by, measure }) {
  const total = lines.reduce((done, { value }) => done + value, 0);
  const parts = shared && total > 0;
  const caption = `${measure}, par ${by.toLowerCase()}`;
  return el("div", { class: "defile", role: "group", tabindex: "0", "aria-label": caption },
    el("table", { class: "chiffres" },
      el("caption", {}, caption),
      el("thead", {}, el("tr", {},
        el("th", { scope: "col" }, by),
        el("th", { scope: "col", class: "nombre" }, measure),
        parts && el("th", { scope: "col", class: "nombre" }, t("Part du total")))),
      el("tbody", {},
        lines.map(({ name, value }) => el("tr", {},
          el("th", { scope: "row" }, el("bdi", {}, name)),
          el("td", { class: "nombre" }, write(value)),
          parts && el("td", { class: "nombre" }, share(value, total)))),
        parts && el("tr", { class: "total" },
          el("th", { scope: "row" }, t("Ensemble")),
          el("td", { class: "nombre" }, write(total)),
          el("td", { class: "nombre" }, t("100 %"))))));
}

// A pie bears numbers: its names stand beside it, each with its number.
function legend({ kept }) {
  return el("ol", { class: "legende-parts", "aria-hidden": "true" },
    kept.map(({ name }) => el("li", {}, name)));
}

export function chartFigure(uid) {
  const title = el("figcaption", { class: "dessin-titre", id: `${uid}-titre` });
  const place = el("div", { class: "dessin-cadre" });
  const beside = el("div");
  const out = el("p", { class: "regle" });
  const said = el("p", { class: "dessin-dit" });
  const table = el("div");
  const node = el("figure", { class: "dessin-figure", "aria-labelledby": title.id },
    title, place, beside, out,
    el("details", {}, el("summary", {}, t("Voir les données")), table), said);
  let chart = null;
  let width = 0;

  function plot() {
    if (!chart) return;
    width = Math.round(place.clientWidth) || USUAL;
    const { marks, kept, write, zero } = chart;
    replace(place, drawing({ marks, lines: kept, write, zero, width, label: spoken(chart) }));
  }

  // Letters keep their size on a telephone: the drawing is made for the room that it has.
  new ResizeObserver(() => {
    if (Math.abs(place.clientWidth - width) > 1 && place.clientWidth) plot();
  }).observe(place);

  // What is typed is shown as it is typed; the drawing itself does not change.
  function tell(words) {
    const [heading, alternative] = [typeset(words.heading), typeset(words.alternative)];
    Object.assign(chart, { heading, alternative });
    title.classList.toggle("absent", !heading);
    title.textContent = heading || t("Sans titre");
    replace(said, el("span", { class: "dessin-dit-qui" }, t("Un lecteur d'écran dira : ")),
      alternative ? el("q", {}, alternative) : t(heading ? "le titre, et rien de plus." : "rien."));
    const image = place.querySelector("svg");
    if (image) image.setAttribute("aria-label", spoken(chart));
  }

  function draw(next) {
    chart = { ...next };
    tell(next);
    plot();
    beside.hidden = next.marks !== "pie";
    replace(beside, next.marks === "pie" && legend(next));
    out.textContent = leftOut(next);
    out.hidden = !out.textContent;
    replace(table, figures(next));
  }

  return { node, draw, tell };
}
