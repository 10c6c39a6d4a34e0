// What is wrong with a file: what, why, how to mend it, and the cell shown in its line.

import { el, heading, hidden } from "./dom.js";
import { plural, t } from "./fr.js";
import { family, mark } from "./marks.js";

const SHOWN = 5; // causes told in full at once; the others open on demand

const SEVERITIES = { error: "Erreur", warning: "À vérifier", info: "Constat" };

function explain(why, fix) {
  return el("dl", { class: "pourquoi" },
    why && [el("dt", {}, t("Pourquoi")), el("dd", {}, why)],
    fix && [el("dt", {}, t("Comment corriger")), el("dd", {}, fix)]);
}

function constat(level, { severity, message, why, fix, others, examples, uid }) {
  const title = heading(level, { class: "constat-titre", id: uid }, message);
  return el("li", { class: `constat ${family(severity)}` },
    mark(severity, t(SEVERITIES[severity] || "Constat"), "p"),
    title,
    examples,
    explain(why, fix),
    others && el("p", { class: "autres" }, others));
}

// The columns of the first lines of the file, and the concerned one wherever it stands.
function columnsOf(group) {
  const names = [];
  for (const example of group.examples) {
    for (const [name] of example.row) if (!names.includes(name)) names.push(name);
  }
  if (group.column && !names.includes(group.column)) names.push(group.column);
  return names;
}

function cell(example, name, column) {
  const pair = example.row.find(([known]) => known === name);
  const concerned = name === column;
  const value = concerned ? example.value : pair ? pair[1] : "";
  if (!concerned) return el("td", {}, value);
  return el("td", { class: "visee" }, hidden(t("Cellule concernée : ")),
    el("mark", {}, value === "" || value === null ? t("(vide)") : value));
}

function exampleTable(group) {
  if (!group.examples.length) return null;
  const names = columnsOf(group);
  const numbered = group.examples.some((example) => example.line !== null);
  const caption = group.count > group.examples.length
    ? t(`${plural(group.examples.length, "première ligne", "premières lignes")} sur ${plural(group.count, "cas", "cas")}`)
    : t(group.examples.length > 1 ? "Lignes concernées" : "Ligne concernée");
  return el("div", {
    class: "defile", role: "group", tabindex: "0",
    "aria-label": group.column ? t(`${caption}, colonne ${group.column}`) : caption,
  }, el("table", { class: "extrait" },
    el("caption", {}, caption),
    el("thead", {}, el("tr", {},
      numbered && el("th", { scope: "col" }, t("Ligne")),
      names.map((name) => el("th", {
        scope: "col", class: name === group.column ? "visee" : null,
      }, name)))),
    el("tbody", {}, group.examples.map((example) => el("tr", {},
      numbered && el("th", { scope: "row" }, example.line === null ? "" : String(example.line)),
      names.map((name) => cell(example, name, group.column)))))));
}

function groupItem(group, level, uid) {
  return constat(level, { ...group, examples: exampleTable(group), uid });
}

function facts(report) {
  return el("dl", { class: "faits" },
    el("div", {}, el("dt", {}, t("Fichier")), el("dd", {}, report.file_name)),
    report.schema && el("div", {}, el("dt", {}, t("Schéma")), el("dd", {}, report.schema)),
    report.facts.map(([label, value]) => el("div", {}, el("dt", {}, label), el("dd", {}, value))));
}

// level: of the report's own heading; more: what stands under the facts, or nothing.
export function drawReport(report, level, uid, more) {
  const groups = report.groups.map((group, number) =>
    groupItem(group, level + 1, `${uid}-constat-${number}`));
  const notices = report.notices.map(([severity, message, why, fix], number) =>
    constat(level + 1, { severity, message, why, fix, uid: `${uid}-lecture-${number}` }));
  const rest = groups.length - SHOWN;
  const clean = report.valid && !groups.length && !notices.length;
  return el("div", { class: `rapport ${report.valid ? "valide" : "a-corriger"}` },
    heading(level, { class: "rapport-titre" },
      mark(report.valid ? (clean ? "passed" : "partial") : "error", report.sentence)),
    facts(report),
    more,
    notices.length > 0 && [
      heading(level, {}, t("Ce que la lecture du fichier a montré")),
      el("ul", { class: "constats" }, notices),
    ],
    groups.length > 0 && [
      heading(level, {}, t("Ce que le contrôle a trouvé")),
      el("ul", { class: "constats" }, groups.slice(0, SHOWN)),
      rest > 0 && el("details", { class: "suite-constats" },
        el("summary", {}, rest > 1
          ? t(`Voir les ${rest} autres constats`)
          : t("Voir l'autre constat")),
        el("ul", { class: "constats" }, groups.slice(SHOWN))),
    ]);
}
