// The workbench of anonymisation: a role and a treatment for each column, and what becomes of
// the risk, of the people and of the use. One on a page of its own; one in each exercise, which
// then gives the file and tells what is asked.

import { el, focusOn, heading, namedAfter, replace } from "./dom.js";
import { t } from "./fr.js";
import { downloadSection } from "./bench_steps.js";
import { checkBar } from "./privacy_bar.js";
import { boardSection } from "./privacy_board.js";
import { chartFigure } from "./privacy_chart.js";
import { choicesSection } from "./privacy_choices.js";
import { columnsSection } from "./privacy_columns.js";
import { goalsSection } from "./privacy_goals.js";
import { openLine } from "./privacy_line.js";
import { once } from "./privacy_once.js";
import { peopleSection } from "./privacy_people.js";
import { rowsSection } from "./privacy_rows.js";
import { sheetQuestion, startPart, troubleBox } from "./privacy_start.js";
import { tableSection } from "./privacy_table.js";
import { usesSection } from "./privacy_uses.js";
import { verdictSection } from "./privacy_verdict.js";

const QUIET = 400; // nothing moved for that long: people are looked for

// box: where it is drawn. prefix: of its actions. inside: in an exercise, which gives the file
// and does what follows the question: inside.checked(near, reply).
export function workbench(host, box, { level, prefix = "", inside = null }) {
  const uid = `${host.uid}-anon`;
  const head = el("div", { class: "etabli-tete" });
  const work = el("div", { class: "etabli-travail" });
  const line = openLine(host, prefix, drawAll);
  const below = inside ? level : level + 1;
  const start = startPart(host, line, level, uid, opened);
  const changed = once();
  let parts = {};
  let quiet = 0;
  let begun = false; // whether anybody has looked at this place yet
  let told = false; // whether the page shows a file
  let moved = false; // whether a choice was made since something was last told aloud

  replace(box, head, work, start.node);
  new IntersectionObserver((entries, observer) => {
    if (!entries.at(-1).isIntersecting) return;
    begun = true;
    observer.disconnect();
    if (line.view) settle();
  }, { rootMargin: "50%" }).observe(box);

  function assemble() {
    parts = {
      goals: goalsSection(below, uid),
      board: boardSection(below, uid),
      chart: chartFigure(uid),
      columns: columnsSection(line, below, uid),
      rows: rowsSection(line, below, uid),
      choices: choicesSection(host, line, below, uid),
      uses: usesSection(below, uid),
      people: peopleSection(line, below, uid),
      table: tableSection(host, line, below, uid),
      verdict: verdictSection(below, uid),
      downloads: downloadSection(below, uid),
      bar: checkBar(Boolean(inside), check),
    };
    parts.board.node.append(parts.chart.node);
    const { chart, ...sections } = parts;
    replace(work, Object.values(sections).map((part) => part.node));
    parts.bar.node.id = `${uid}-barre`;
    if (inside) namedAfter(work, `${host.uid}-exercice`);
  }

  // fresh: the file was just opened, or another of its sheets.
  function drawAll(view, { fresh = false } = {}) {
    box.hidden = !view;
    if (!view) return;
    const ready = view.state === "ready";
    // Another file is another workbench: nothing that was open on the last one stays.
    const about = [view.file_name, view.sheets, view.columns.map(({ label }) => label)];
    if (ready && (!changed("about", about, assemble) && fresh)) assemble();
    changed("head", [view.state, view.trouble, view.sheets, view.file_name], () => drawHead(view));
    work.hidden = !ready;
    if (ready) drawParts(view);
    else told = false;
    changed("start", [view.state, view.upload_url, view.file_name, view.kept_until, view.warning,
      view.own],
      () => start.draw(view));
  }

  function drawParts(view) {
    const { people, bar, ...others } = parts;
    Object.values(others).forEach((part) => part.draw(view));
    people.draw();
    bar.draw(view, people.found());
    const other = changed("revision", view.revision, () => {});
    moved = moved || (other && told);
    told = true;
    settle();
  }

  function settle() {
    clearTimeout(quiet);
    if (begun) quiet = setTimeout(look, QUIET);
  }

  async function look() {
    if (!line.idle || line.view.state !== "ready") return;
    const { people, table, bar } = parts;
    const aloud = moved && line.view.choices.length > 0;
    moved = false;
    const sentence = await people.load();
    if (parts.people !== people) return;
    bar.draw(line.view, people.found());
    await table.refresh();
    if (aloud && line.idle) host.say(`${bar.summary(line.view)}. ${sentence}`);
  }

  const title = (...words) => heading(level, { class: "etabli-titre", tabindex: "-1" }, words);

  function drawHead(view) {
    if (inside) return;
    const focused = head.contains(document.activeElement);
    replace(head, {
      empty: () => title(t("Choisir un fichier")),
      unread: () => [title(t("Ce fichier n'a pas pu être lu")), troubleBox(view)],
      sheet: () => [title(t("Quelle feuille ouvrir ?")),
        el("p", {}, view.sheets.sentence), sheetQuestion(host, line, view, opened)],
      ready: () => [title(t("Votre fichier : "), el("bdi", { class: "nom" }, view.file_name)),
        view.sheets && el("details", {}, el("summary", {}, t("Ouvrir une autre feuille du classeur")),
          sheetQuestion(host, line, view, opened))],
    }[view.state]());
    if (focused) focusHead();
  }

  const focusHead = () => focusOn(head.querySelector(".etabli-titre"));

  function opened() {
    focusHead();
    host.say(head.querySelector(".etabli-titre").textContent);
  }

  async function check(near) {
    const reply = await line.act("check", {}, { near, waiting: t("Examen en cours…") });
    if (!reply) return;
    if (inside) await inside.checked();
    parts.verdict.focus();
    if (reply.appraisal) host.say(reply.appraisal.sentence);
  }

  return line.arrived;
}

export function mount(host) {
  const box = el("div", { class: "etabli anon" });
  replace(host.body, box);
  return workbench(host, box, { level: host.level });
}
