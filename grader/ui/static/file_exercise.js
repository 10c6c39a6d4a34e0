// An exercise on a file: take it, mend it in one's own spreadsheet, drop it, read what is left.

import { el, focusOn, heading, replace, trusted } from "./dom.js";
import { t } from "./fr.js";
import { outcomeFeedback, outcomeLine } from "./marks.js";
import { comparisonBlock } from "./comparison.js";
import { confirmButton } from "./confirm.js";
import { workbench } from "./bench.js";
import { depotForm } from "./depot.js";
import { helpsPart } from "./exercise_helps.js";
import { drawReport } from "./report.js";
import { otherSheet, sheetQuestion } from "./sheets.js";

// The same sentence twice would make one wonder what the difference is.
const tellsMore = ({ since_last: last, comparison: whole }) =>
  Boolean(last) && !(whole && whole.sentence === last.sentence);

// What is solved stands in the gauge's sentence and its table: the feedback tells the rest.
function untold({ outcome, comparison }) {
  if (!comparison || outcome.status === "passed") return outcome;
  return { ...outcome, feedback: outcome.feedback.filter((line) => line.kind !== "good") };
}

// Whether the next file is the last one, mended.
const toMend = (view) => Boolean(view.report) && view.outcome.status !== "passed";

export function mount(host) {
  const level = host.level;
  // Apart from each other: opening a hint must not forget a file that was just chosen.
  const [head, results, bench, deposit] = ["tete", "resultats", "etabli", "depot-bloc"]
    .map((name) => el("div", { class: name }));
  const helps = helpsPart(host, level + 1, drawAround, restart);
  replace(host.body, head, results, bench, deposit, helps.node);
  const drawBench = workbench(host, bench, {
    level: level + 2, prefix: "bench_", inside: { checked: afterCheck },
  });

  function drawHead(view) {
    replace(head,
      heading(level, { class: "exercice-titre", id: `${host.uid}-exercice` }, view.title),
      outcomeLine(view.outcome),
      el("div", { class: "consigne" }, trusted(view.statement_html)),
      view.given_url && [
        heading(level + 1, {}, t("Le fichier de départ")),
        el("p", {},
          el("a", { class: "telecharger", href: view.given_url, download: view.given_name },
            t("Télécharger "), el("span", { class: "nom" }, view.given_name)),
          view.given_facts && el("span", { class: "regle" }, ` ${view.given_facts}`)),
      ]);
  }

  function drawResults(view) {
    if (view.sheets && view.sheets.asked) return drawQuestion(view);
    // A file that cannot be read has no report: the outcome then says why.
    const told = view.report || (view.attempts > 0 && view.outcome.feedback.length > 0);
    results.hidden = !told;
    return replace(results, told && [
      heading(level + 1, { class: "resultats-titre" },
        view.attempts > 1 ? t(`Votre dépôt n° ${view.attempts}`) : t("Votre dépôt")),
      tellsMore(view) && el("p", { class: "jauge-phrase" },
        el("span", {}, t("Depuis votre dépôt précédent : ")), view.since_last.sentence),
      view.comparison && comparisonBlock(view.comparison, view.given_url
        ? "Depuis le fichier de départ"
        : "Depuis votre premier dépôt", host.uid),
      outcomeFeedback(untold(view)),
      view.report && drawReport(view.report, level + 1, host.uid,
        view.sheets && otherSheet(host, view.sheets, drawAndTell),
        // With a workbench beneath, the causes are told there, with what mends them.
        { brief: Boolean(view.bench) }),
    ]);
  }

  // Nothing was read of the workbook yet: what is told of an earlier file would mislead.
  function drawQuestion({ sheets }) {
    results.hidden = false;
    replace(results, sheetQuestion(host, sheets,
      heading(level + 1, { class: "resultats-titre" }, t("Quelle feuille contrôler ?")),
      drawAndTell));
  }

  // fresh: another file than the last one, of which nothing stays open.
  function drawAndTell(view, fresh = true) {
    draw(view, { fresh });
    focusOn(results.querySelector(".resultats-titre") || head.querySelector(".exercice-titre"));
  }

  function drawDeposit(view) {
    const form = depotForm(host, view, {
      uid: `${host.uid}-depot`,
      label: toMend(view) ? "Votre fichier corrigé" : "Votre fichier",
      button: toMend(view) ? "Déposer mon fichier corrigé" : "Déposer mon fichier",
      reading: t("Lecture et contrôle du fichier…"),
      check: (file, schema, near) =>
        host.ask("check_file", { file, schema }, { near, waiting: "" }),
      onView: drawAndTell,
    });
    replace(deposit,
      // One question at a time: while a sheet is to be chosen, another file is a way out.
      view.sheets && view.sheets.asked
        ? el("details", {}, el("summary", {}, t("Déposer plutôt un autre fichier")), form)
        : [heading(level + 1, {}, toMend(view)
          ? t("Déposer le fichier corrigé")
          : t(view.attempts ? "Déposer un nouveau fichier" : "Déposer un fichier")), form],
      view.kept_until && el("p", { class: "note" }, view.kept_until));
  }

  // The mended file was given in as a new deposit: outcome, report and progress are asked again.
  async function afterCheck(near) {
    const next = await host.ask("refresh", {}, { near });
    if (next) drawAndTell(next, false);
  }

  function restart(view, act) {
    if (view.kind !== "own_file" || !view.report) return null;
    const ask = confirmButton({
      label: "Prendre un autre fichier",
      sentence: "Prendre un autre fichier : les progrès et les points se compteront à partir de "
        + "votre prochain dépôt. Le fichier précédent reste dans « Mes données ».",
      yes: "Prendre un autre fichier",
      act: (near) => act("restart", near, ".exercice-titre", draw),
    });
    return [el("div", { class: "actions" }, ask.button), ask.box];
  }

  function drawAround(view) {
    drawHead(view);
    helps.draw(view);
  }

  function draw(view, { fresh = false } = {}) {
    drawAround(view);
    drawResults(view);
    drawBench(view.bench || null, { fresh });
    drawDeposit(view);
  }

  return draw;
}
