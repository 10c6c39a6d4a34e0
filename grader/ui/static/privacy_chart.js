// The trail: after each choice, what is still at risk and what is still useful. A drawing whose
// title is its finding, with its labels at the end of the lines, and its figures in a table.

import { el, replace, svg } from "./dom.js";
import { plural, t, whole } from "./fr.js";
import { once } from "./privacy_once.js";
import { percent } from "./privacy_words.js";

const HIGH = 190;
const TOP = 14;
const BOTTOM = 28;
const LEFT = 56;
const RIGHT = 128; // where the labels stand
const APART = 17; // between two labels
const MARKED = 24; // with more points than that, only the ends bear a mark
const USUAL = 640;

const SERIES = [
  { name: "risque", word: "À risque", of: (point) => point.at_risk_share },
  { name: "utilite", word: "Utilité", of: (point) => point.utility },
];

const moved = (from, to) => (percent(from) === percent(to)
  ? ["reste", `à ${percent(to)}`]
  : ["passe", `de ${percent(from)} à ${percent(to)}`]);

// What the drawing shows, in a sentence.
export function finding(trail) {
  const [first, last] = [trail[0], trail.at(-1)];
  const [verb, risk] = moved(first.at_risk_share, last.at_risk_share);
  const [other, use] = moved(first.utility, last.utility);
  const after = `Après ${plural(trail.length - 1, "choix", "choix")}`;
  return t(`${after}, la part des lignes à risque ${verb} ${risk}, et l'utilité ${verb === other ? "" : `${other} `}${use}.`);
}

function mark(name, x, y) {
  return name === "risque"
    ? svg("circle", { class: name, cx: x, cy: y, r: 4 })
    : svg("rect", { class: name, x: x - 4, y: y - 4, width: 8, height: 8 });
}

function drawing(trail, width, caption) {
  const across = width - LEFT - RIGHT;
  const down = HIGH - TOP - BOTTOM;
  const x = (number) => LEFT + (across * number) / Math.max(1, trail.length - 1);
  const y = (share) => TOP + down * (1 - Math.min(1, Math.max(0, share)));
  const ends = SERIES.map(({ of }) => y(of(trail.at(-1))));
  const tight = Math.abs(ends[0] - ends[1]) < APART;
  const middle = Math.min(HIGH - BOTTOM - APART / 2, Math.max(TOP + APART / 2, (ends[0] + ends[1]) / 2));
  const above = ends[0] < ends[1] ? 0 : 1;
  const labelled = ends.map((end, number) => (tight
    ? middle + (number === above ? -APART / 2 : APART / 2)
    : end));

  const scale = [0, 0.5, 1].map((share) => [
    svg("line", { class: "echelle", x1: LEFT, x2: LEFT + across, y1: y(share), y2: y(share) }),
    svg("text", { class: "gradue", x: LEFT - 8, y: y(share), dy: "0.35em", "text-anchor": "end" },
      percent(share)),
  ]);
  const foot = HIGH - 6;
  const last = trail.length - 1;
  return svg("svg", {
    viewBox: `0 0 ${width} ${HIGH}`, role: "img", "aria-labelledby": caption, class: "courbe",
  },
  scale,
  svg("text", { class: "gradue", x: LEFT, y: foot }, t("Au départ")),
  last > 0 && svg("text", { class: "gradue", x: x(last), y: foot, "text-anchor": "end" },
    t("Maintenant")),
  SERIES.map(({ name, word, of }, number) => [
    svg("polyline", {
      class: name, points: trail.map((point, place) => `${x(place)},${y(of(point))}`).join(" "),
    }),
    trail.map((point, place) => (trail.length <= MARKED || place === 0 || place === last)
      && mark(name, x(place), y(of(point)))),
    svg("text", { class: `au-bout ${name}`, x: x(last) + 12, y: labelled[number], dy: "0.35em" },
      `${word} ${whole(of(trail.at(-1)) * 100)}\u00a0%`),
  ]));
}

function figures(trail, caption) {
  return el("div", { class: "defile", role: "group", tabindex: "0", "aria-label": caption },
    el("table", { class: "chiffres" },
      el("caption", {}, caption),
      el("thead", {}, el("tr", {},
        el("th", { scope: "col" }, t("Choix")),
        ["Plus petit groupe", "Lignes à risque", "Utilité"].map((word) =>
          el("th", { scope: "col", class: "nombre" }, t(word))))),
      el("tbody", {}, trail.map((point) => el("tr", {},
        el("th", { scope: "row" }, el("bdi", { class: "nom-de-choix" }, point.label)),
        el("td", { class: "nombre" }, whole(point.k)),
        el("td", { class: "nombre" }, percent(point.at_risk_share)),
        el("td", { class: "nombre" }, percent(point.utility)))))));
}

export function chartFigure(uid) {
  const title = el("figcaption", { class: "courbe-titre", id: `${uid}-courbe` });
  const place = el("div", { class: "courbe-cadre" });
  const table = el("div");
  const data = el("details", {}, el("summary", {}, t("Voir les données")), table);
  const empty = el("p", { class: "regle courbe-attente" },
    t("La courbe du risque et de l'utilité se tracera à votre premier choix."));
  const figure = el("figure", { class: "parcours" }, title, place, data);
  const node = el("div", {}, empty, figure);
  const changed = once();
  let trail = [];
  let width = 0;

  function plot() {
    if (trail.length < 2) return;
    width = Math.round(place.clientWidth) || USUAL;
    replace(place, drawing(trail, width, title.id));
  }

  // Letters keep their size on a telephone: the drawing is made for the room that it has.
  new ResizeObserver(() => {
    if (Math.abs(place.clientWidth - width) > 1 && place.clientWidth) plot();
  }).observe(place);

  function draw(view) {
    changed("trail", view.trail, () => {
      trail = view.trail;
      const told = trail.length > 1;
      empty.hidden = told;
      figure.hidden = !told;
      if (!told) return;
      title.textContent = finding(trail);
      plot();
      replace(table, figures(trail, t("Risque et utilité après chaque choix")));
    });
  }

  return { node, draw };
}
