// An exercise on a dictionary: a small file, and one sheet by column to describe it. What was
// written is checked on request, and given back as files.

import { el, focusOn, heading, replace, trusted } from "./dom.js";
import { plural, t } from "./fr.js";
import { outcomeLine, sign } from "./marks.js";
import { keep, kept } from "./drafts.js";
import { columnNode } from "./dictionary_column.js";
import { helpsPart } from "./exercise_helps.js";
import { once } from "./privacy_once.js";

const FIELDS = ["description", "type", "unit", "empty", "example"];

export function mount(host) {
  const { level, uid } = host;
  const changed = once();
  const head = el("div", { class: "tete" });
  const file = el("div", {});
  const sheets = el("ol", { class: "fiches-colonnes" });
  const button = el("button", { type: "submit", class: "bouton" }, t("Vérifier mon dictionnaire"));
  const fault = el("p", { class: "faute", hidden: true });
  const actions = el("div", { class: "actions" }, button);
  const form = el("form", { novalidate: true, on: { submit } }, sheets, fault, actions);
  const results = el("div", { class: "resultats", hidden: true });
  const helps = helpsPart(host, level + 1, draw);
  replace(host.body, head, file, form, results, helps.node);
  let view = null;
  let written = {}; // column → field → text

  function write(column, field, value) {
    written[column][field] = value;
    fault.hidden = true;
    keep(host.ref, { columns: written });
  }

  async function submit(event) {
    event.preventDefault();
    if (!Object.values(written).some((one) => FIELDS.some((name) => one[name].trim()))) {
      fault.hidden = false;
      fault.textContent = t("Rien n'est encore écrit. Décrivez au moins une colonne, puis vérifiez.");
      host.say(fault.textContent);
      sheets.querySelector("input").focus();
      return;
    }
    await host.free();
    const next = await host.ask("check", { columns: written },
      { near: button, waiting: t("Vérification de votre dictionnaire…") });
    if (!next) return;
    keep(host.ref, null);
    draw(next);
    focusOn(results.querySelector(".resultats-titre"));
  }

  function begin() {
    const draft = (kept(host.ref) || {}).columns || {};
    for (const one of view.columns) {
      const said = draft[one.name] || {};
      written[one.name] = Object.fromEntries(FIELDS.map((name) => [
        name, typeof said[name] === "string" ? said[name] : one[name]]));
    }
  }

  function drawFile() {
    const caption = t(`Le fichier ${view.file_name}`);
    replace(file, el("div", { class: "defile", role: "group", tabindex: "0", "aria-label": caption },
      el("table", { class: "lignes-a-juger" },
        el("caption", {}, caption),
        el("thead", {}, el("tr", {},
          view.columns.map((one) => el("th", { scope: "col" }, one.name)))),
        el("tbody", {}, view.rows.map((row) => el("tr", {},
          row.map((cell) => el("td", {}, cell || el("span", { class: "vide" }, t("vide"))))))))));
  }

  function drawSheets() {
    replace(sheets, view.columns.map((one, place) => el("li", { class: "fiche-colonne" },
      columnNode(one, {
        id: `${uid}-${place}`,
        rank: t(`Colonne ${place + 1} sur ${view.columns.length}`),
        types: view.types,
        limits: view.limits,
        said: written[one.name],
        open: view.open,
        write: (field, value) => write(one.name, field, value),
      }))));
  }

  function drawResults() {
    results.hidden = !view.checked;
    actions.hidden = !view.open;
    if (!view.checked) return replace(results);
    if (!view.open) {
      return replace(results,
        heading(level + 1, { class: "resultats-titre" }, t("Dictionnaire enregistré")),
        el("p", {}, t("Il sera vérifié après l'examen.")));
    }
    const left = view.columns.reduce((sum, one) => sum + one.faults.length, 0);
    return replace(results,
      heading(level + 1, { class: "resultats-titre" }, t("Ce que donne votre dictionnaire")),
      el("p", { class: left ? "faux" : "bon" }, sign(left ? "wrong" : "good"), " ", left
        ? t(`${plural(left, "point à revoir", "points à revoir")} : chacun est dit sous sa colonne.`)
        : t("Chaque colonne est décrite : ce dictionnaire peut servir.")),
      view.columns.some((one) => one.faults.some(([field]) => field === "description"))
        && el("p", {}, t("Une colonne sans vraie description ne rapporte rien : commencez par elle.")),
      el("ul", { class: "telechargements" },
        el("li", {}, given(view.csv, "text/csv", "dictionnaire.csv", t("Le dictionnaire en CSV"))),
        el("li", {}, given(view.schema, "application/json", "schema.json",
          t("Le même en Table Schema, pour un outil de validation")))));
  }

  function given(text, type, name, label) {
    const href = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
    return el("a", { class: "telecharger", href, download: name }, label);
  }

  function draw(next) {
    const first = !view;
    view = next;
    if (first) begin();
    changed("head", [view.title, view.outcome, view.statement_html, view.rule], () => replace(head,
      heading(level, { class: "exercice-titre" }, view.title),
      outcomeLine(view.outcome),
      el("div", { class: "consigne" }, trusted(view.statement_html)),
      el("p", { class: "regle" }, view.rule)));
    changed("file", view.rows, drawFile);
    changed("sheets", [view.columns, view.open], drawSheets);
    changed("results", [view.checked, view.open, view.csv, view.columns], drawResults);
    changed("helps", [view.hints_html, view.hints_total, view.solution_html], () => helps.draw(view));
  }

  return draw;
}
