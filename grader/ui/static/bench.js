// The workbench: a file is dropped, read, mended and checked again. One on the page of the
// validator; one in each exercise on a file, which then tells the headline itself.

import { el, focusOn, heading, namedAfter, replace } from "./dom.js";
import { t } from "./fr.js";
import { comparisonBlock } from "./comparison.js";
import { depotForm } from "./depot.js";
import { facts, noticeList, verdictMark } from "./report.js";
import { sheetForm } from "./sheets.js";
import { schemaForm } from "./bench_choice.js";
import { groupSection } from "./bench_groups.js";
import { openLine } from "./bench_line.js";
import { refusalSection, repairSection } from "./bench_repairs.js";
import { checkBar, downloadSection, journalSection, remaining } from "./bench_steps.js";
import { stripSection } from "./bench_strip.js";

const CHECKING = t("Contrôle en cours…");

// box: where it is drawn. prefix: of its actions. inside: in an exercise, which takes files,
// tells the headline, and does what follows a check: inside.checked().
export function workbench(host, box, { level, prefix = "", inside = null }) {
  const uid = `${host.uid}-etabli`;
  const head = el("div", { class: "etabli-tete" });
  const since = el("div", { class: "etabli-depuis" });
  const notices = el("section", {});
  const deposit = el("div", { class: "depot-bloc" });
  const work = el("div", { class: "etabli-travail" });
  const line = openLine(host, prefix, drawAll);
  const below = inside ? level : level + 1;
  let parts = [];
  let about = ""; // which file, which sheet, which schema

  replace(box, head, since, notices, work, deposit);
  const drawn = new Map(); // what a part was drawn from

  // Another file is another bench: nothing that was open on the last one stays.
  function assemble() {
    const repairs = repairSection(host, line, below, uid);
    parts = [
      stripSection(below, uid),
      repairs,
      refusalSection(host, line, below, uid),
      groupSection(host, line, below, uid, repairs.show),
      journalSection(line, below, uid, repairs.undone),
      downloadSection(below, uid),
      checkBar(Boolean(inside), check),
    ];
    replace(work, parts.map((part) => part.node));
    parts.at(-1).node.id = `${uid}-barre`;
    if (inside) namedAfter(work, `${host.uid}-exercice`);
  }

  // Draws a part again only when what it tells has changed.
  function once(name, told, draw) {
    const now = JSON.stringify(told);
    if (drawn.get(name) === now) return;
    drawn.set(name, now);
    draw();
  }

  // fresh: the file was just dropped, or is read in another way.
  function drawAll(view, { fresh = false } = {}) {
    box.hidden = !view;
    if (!view) return;
    const now = JSON.stringify([view.file_name, view.schema, view.report && view.report.sheet]);
    if (fresh || now !== about) assemble();
    about = now;
    const ready = view.state === "ready";
    once("head", [view.state, view.trouble, view.report, view.sheets, view.schemas, view.guesses,
      view.schema, view.file_name], () => drawHead(view));
    once("since", ready && view.since_last, () => replace(since, ready && !inside
      && view.since_last && comparisonBlock(view.since_last, "Depuis votre vérification précédente", uid)));
    once("notices", ready && view.report && view.report.notices, () => drawNotices(view, ready));
    work.hidden = !ready;
    if (ready) parts.forEach((part) => part.draw(view));
    once("deposit", [view.state, view.upload_url, view.file_name, view.kept_until], () => drawDeposit(view));
  }

  const title = (...words) => heading(level, { class: "etabli-titre", tabindex: "-1" }, words);

  function drawHead(view) {
    if (inside) return;
    const focused = head.contains(document.activeElement);
    replace(head, {
      empty: () => title(t("Déposer un fichier")),
      unread: () => [title(t("Ce fichier n'a pas pu être lu")), trouble(view)],
      sheet: () => [title(t("Quelle feuille contrôler ?")),
        el("p", {}, view.sheets.sentence), sheets(view)],
      schema: () => [title(t("Quel schéma convient à ce fichier ?")),
        el("p", {}, el("span", { class: "nom" }, view.file_name)), schema(view, "question")],
      ready: () => headline(view),
    }[view.state]());
    if (focused) focusHead();
  }

  const trouble = ({ trouble: [message, hint] }) => el("div", { class: "alerte" },
    el("p", { class: "alerte-titre" }, message), hint && el("p", {}, hint));

  const sheets = (view) => sheetForm(host, view.sheets, (sheet, near) =>
    settled(line.choose("sheet", { sheet }, { near, waiting: CHECKING })));

  const schema = (view, place) => schemaForm(host, view, `${uid}-${place}`, (chosen, near) =>
    settled(line.choose("schema", { schema: chosen }, { near, waiting: CHECKING })));

  function headline(view) {
    const { report } = view;
    return [
      heading(level, { class: "etabli-titre rapport-titre", tabindex: "-1" },
        verdictMark(report, view.groups.length + report.notices.length)),
      facts(report),
      view.sheets && el("details", {},
        el("summary", {}, t("Contrôler une autre feuille du classeur")), sheets(view)),
      view.schemas.length > 0 && el("details", {},
        el("summary", {}, t("Choisir un autre schéma")), schema(view, "autre")),
    ];
  }

  function drawNotices(view, ready) {
    const some = ready && view.report && view.report.notices.length > 0;
    notices.hidden = !some;
    replace(notices, some && [
      heading(below, {}, t("Constats de lecture")),
      noticeList(view.report, below + 1, uid),
    ]);
  }

  function drawDeposit(view) {
    const form = view.upload_url && depotForm(host, { ...view, schemas: [] }, {
      uid: `${uid}-depot`,
      label: "Votre fichier",
      button: "Contrôler ce fichier",
      reading: CHECKING,
      check: (file, chosen, near) => line.choose("read", { file, schema: chosen }, { near, waiting: "" }),
      onView: () => {
        drawn.delete("deposit"); // the next file starts from an empty form
        drawDeposit(line.view);
        focusHead();
        host.say(head.querySelector(".etabli-titre").textContent);
      },
    });
    const first = view.state === "empty" || view.state === "unread";
    replace(deposit, form && (first ? form : el("details", {},
      el("summary", {}, t("Déposer un autre fichier")), form)),
    view.kept_until && !inside && el("p", { class: "note" }, view.kept_until));
    deposit.hidden = !deposit.childElementCount;
  }

  function focusHead() {
    focusOn(head.querySelector(".etabli-titre"));
  }

  async function settled(asked) {
    if (await asked) focusHead();
  }

  async function check(near) {
    const next = await line.act("check", {}, { near, waiting: CHECKING });
    if (!next) return;
    if (inside) {
      await inside.checked(near);
      return;
    }
    const told = since.querySelector(".jauge-phrase");
    focusOn(told || head.querySelector(".etabli-titre"));
    host.say(told ? `${next.since_last.sentence} ${remaining(next)}` : remaining(next));
  }

  return line.arrived;
}

export function mount(host) {
  const box = el("div", { class: "etabli" });
  replace(host.body, box);
  return workbench(host, box, { level: host.level });
}
