// What is wrong with a file: what, why, how to mend it, and the cell shown in its line.

import { el, heading, hidden } from "./dom.js";
import { plural, t } from "./fr.js";
import { family, mark } from "./marks.js";

const SHOWN = 5; // causes told in full at once; the others open on demand

const SEVERITIES = { error: "Erreur", warning: "À vérifier", info: "Constat" };

export const severityMark = (severity, tag = "span") =>
  mark(severity, t(SEVERITIES[severity] || "Constat"), tag);

// pairs: [« Pourquoi », text]; a pair without a text is left out.
export function explain(pairs) {
  const told = pairs.filter(([, text]) => text);
  if (!told.length) return null;
  return el("dl", { class: "pourquoi" },
    told.map(([word, text]) => [el("dt", {}, t(word)), el("dd", {}, text)]));
}

function constat(level, { severity, message, why, fix, others, examples, uid }) {
  const title = heading(level, { class: "constat-titre", id: uid }, message);
  return el("li", { class: `constat ${family(severity)}` },
    severityMark(severity, "p"),
    title,
    examples,
    explain([["Pourquoi", why], ["Comment corriger", fix]]),
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

export function facts(report) {
  return el("dl", { class: "faits" },
    el("div", {}, el("dt", {}, t("Fichier")), el("dd", {}, report.file_name)),
    report.schema && el("div", {}, el("dt", {}, t("Schéma")), el("dd", {}, report.schema)),
    report.facts.map(([label, value]) => el("div", {}, el("dt", {}, label), el("dd", {}, value))));
}

export function noticeList(report, level, uid) {
  return el("ul", { class: "constats" }, report.notices.map(([severity, message, why, fix], number) =>
    constat(level, { severity, message, why, fix, uid: `${uid}-lecture-${number}` })));
}

// The finding of the whole, with the sign that goes with it.
export function verdictMark(report, kinds) {
  return mark(report.valid ? (kinds ? "partial" : "passed") : "error", report.sentence);
}

// level: of the report's own heading; more: what stands under the facts, or nothing.
// brief: the headline and the facts; the causes are told elsewhere.
export function drawReport(report, level, uid, more, { brief = false } = {}) {
  const groups = brief ? [] : report.groups.map((group, number) =>
    groupItem(group, level + 1, `${uid}-constat-${number}`));
  const rest = groups.length - SHOWN;
  return el("div", { class: `rapport ${report.valid ? "valide" : "a-corriger"}` },
    heading(level, { class: "rapport-titre" },
      verdictMark(report, report.groups.length + report.notices.length)),
    facts(report),
    more,
    !brief && report.notices.length > 0 && [
      heading(level, {}, t("Ce que la lecture du fichier a montré")),
      noticeList(report, level + 1, uid),
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
