// The result of a positioning test: objective by objective, lesson by lesson, and what was gained.

import { el, heading, svg } from "./dom.js";
import { t } from "./fr.js";
import { mark } from "./marks.js";

export function resultSection(host, result) {
  const level = host.level;
  return [
    heading(level, { class: "test-titre" }, t("Votre résultat")),
    el("p", { class: "test-phrase" }, result.sentence),
    el("p", {}, result.advice),
    heading(level + 1, {}, t("Les leçons")),
    lessonTable(result.lessons),
    heading(level + 1, {}, t("Les objectifs")),
    el("p", { class: "regle" }, t("Un objectif dit acquis l'est neuf fois sur dix. « Pas encore sûr » n'est pas un échec : "
      + "il n'y a pas eu assez de questions pour conclure.")),
    objectiveTable(result.lines),
    result.gains.length > 0 && [
      heading(level + 1, {}, t("Avant, après")),
      el("p", {}, result.gain_sentence),
      gainFigure(result.gains),
      gainTable(result.gains),
    ],
  ];
}

function table(caption, heads, groups) {
  return el("div", { class: "defile", role: "group", tabindex: "0", "aria-label": caption },
    el("table", { class: "test-table" },
      el("caption", {}, caption),
      el("thead", {}, el("tr", {}, heads.map(([label, kind]) =>
        el("th", { scope: "col", class: kind || null }, label)))),
      groups));
}

// Rows under the name of their module, where there are several.
function byModule(lines, columns, row) {
  const modules = [...new Set(lines.map((line) => line.module))];
  return modules.map((module) => el("tbody", {},
    modules.length > 1 && el("tr", {},
      el("th", { scope: "rowgroup", colspan: columns, class: "libre-module" }, module)),
    lines.filter((line) => line.module === module).map(row)));
}

function lessonTable(lessons) {
  return table(t("Ce que le test propose, leçon par leçon"), [[t("Leçon")], [t("Proposition")]],
    byModule(lessons, 2, (lesson) => el("tr", {},
      el("th", { scope: "row" }, el("a", { href: lesson.url }, lesson.title),
        el("p", { class: "regle" }, t(`environ ${lesson.minutes} minutes`))),
      el("td", {}, mark(lesson.skip ? "done" : "open", lesson.label, "p"),
        el("p", { class: "regle" }, lesson.why)))));
}

function objectiveTable(lines) {
  return table(t("Ce que le test a conclu, objectif par objectif"),
    [[t("Objectif")], [t("Conclusion")], [t("Chances qu'il soit acquis"), "nombre"]],
    byModule(lines, 3, (line) => el("tr", {},
      el("th", { scope: "row" }, line.objective),
      el("td", {}, mark(line.state, line.label, "p"), el("p", { class: "regle" }, line.note)),
      el("td", { class: "nombre" }, line.share))));
}

function gainTable(gains) {
  return table(t("Chances que l'objectif soit acquis, au premier test et au dernier"),
    [[t("Objectif")], [t("Premier test"), "nombre"], [t("Dernier test"), "nombre"], [t("Évolution")]],
    el("tbody", {}, gains.map((gain, place) => el("tr", {},
      el("th", { scope: "row" }, `${place + 1}. `, gain.objective),
      el("td", { class: "nombre" }, t(`${gain.before} %`)),
      el("td", { class: "nombre" }, t(`${gain.after} %`)),
      el("td", {}, gain.label)))));
}

const WIDE = 640;
const LEFT = 34;
const ROW = 26;

// One line an objective, by its number in the table: a hollow dot before, a full one after.
function gainFigure(gains) {
  const x = (share) => LEFT + 8 + ((WIDE - LEFT - 24) * share) / 100;
  const high = ROW * (gains.length + 1) + 6;
  const grid = [0, 50, 100].map((share) => [
    svg("line", { class: "test-grille", x1: x(share), x2: x(share), y1: 4, y2: high - ROW }),
    svg("text", { class: "test-graduation", x: x(share), y: high - 6, "text-anchor": "middle" }, t(`${share} %`)),
  ]);
  const rows = gains.map((gain, place) => {
    const y = ROW * place + ROW / 2 + 4;
    return [
      svg("text", { class: "test-graduation", x: LEFT - 8, y: y + 4, "text-anchor": "end" }, String(place + 1)),
      svg("line", { class: "test-ecart", x1: x(gain.before), x2: x(gain.after), y1: y, y2: y }),
      svg("circle", { class: "test-avant", cx: x(gain.before), cy: y, r: 5 }),
      svg("circle", { class: "test-apres", cx: x(gain.after), cy: y, r: 5 }),
    ];
  });
  const better = gains.filter((gain) => gain.after > gain.before).length;
  return el("figure", { class: "test-figure" },
    svg("svg", {
      viewBox: `0 0 ${WIDE} ${high}`, role: "img",
      "aria-label": t(`Avant et après, par objectif : ${better} sur ${gains.length} ${better < 2 ? "monte" : "montent"}. Les chiffres sont dans le tableau qui suit.`),
    }, grid, rows),
    el("figcaption", {}, t("Chaque ligne est un objectif, par son numéro dans le tableau. Cercle vide : premier test ; "
      + "disque plein : dernier test.")));
}
