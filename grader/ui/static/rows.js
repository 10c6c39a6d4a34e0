// An exercise on rows: an excerpt of a schema, ten rows, and which of them does it refuse? What the
// validation says of each is told once she has answered.

import { el, focusOn, heading, replace, trusted } from "./dom.js";
import { plural, t } from "./fr.js";
import { mark, outcomeFeedback, outcomeLine } from "./marks.js";
import { helpsPart } from "./exercise_helps.js";
import { once } from "./privacy_once.js";
import { schemaNode } from "./rows_schema.js";

// What the outcome says of one row is told beneath that row, in full.
const OF_A_ROW = /^Ligne\s\d/u;

export function mount(host) {
  const { level, uid } = host;
  const changed = once();
  const head = el("div", { class: "tete" });
  const excerpt = el("div", { class: "extrait-schema" });
  const work = el("div", {});
  const helps = helpsPart(host, level + 1, draw);
  replace(host.body, head, excerpt, work, helps.node);
  let view = null;

  function table(boxes) {
    const caption = t("Les lignes du fichier");
    return el("div", { class: "defile", role: "group", tabindex: "0", "aria-label": caption },
      el("table", { class: "lignes-a-juger" },
        el("caption", {}, caption),
        el("thead", {}, el("tr", {},
          el("th", { scope: "col" }, view.open ? t("Refusée ?") : t("Ligne")),
          view.columns.map((one) => el("th", { scope: "col" }, one.name)))),
        el("tbody", {}, view.rows.map((row, place) => el("tr", {},
          el("th", { scope: "row" }, view.open ? el("label", {}, boxes[place], " ", name(place))
            : name(place)),
          row.cells.map((cell) => el("td", {}, cell || el("span", { class: "vide" }, t("vide")))))))));
  }

  const name = (place) => t(`Ligne ${place + 1}`);

  function drawOpen() {
    const boxes = view.rows.map(() => el("input", { type: "checkbox", on: { change: tell } }));
    const fault = el("p", { class: "faute", hidden: true });
    const told = el("p", { class: "regle", id: `${uid}-cochees` });
    const button = el("button", { type: "submit", class: "bouton", "aria-describedby": told.id },
      t("Vérifier mes réponses"));
    replace(work, el("form", { novalidate: true, on: { submit } },
      table(boxes), fault, el("div", { class: "actions" }, button), told));
    tell();

    function tell() {
      fault.hidden = true;
      const count = boxes.filter((box) => box.checked).length;
      told.textContent = count
        ? t(`${plural(count, "ligne cochée", "lignes cochées")} sur ${boxes.length}.`)
        : t("Cochez les lignes que le schéma refuse. Une seule vérification par tirage.");
    }

    async function submit(event) {
      event.preventDefault();
      const ticked = boxes.map((box, place) => (box.checked ? place + 1 : 0)).filter(Boolean);
      if (!ticked.length) {
        fault.hidden = false;
        fault.textContent = t("Cochez d'abord une ligne, au moins.");
        host.say(fault.textContent);
        boxes[0].focus();
        return;
      }
      await host.free();
      const next = await host.ask("answer", { draw: view.number, ticked },
        { near: button, waiting: t("Vérification de vos réponses…") });
      if (!next) return;
      draw(next);
      focusOn(work.querySelector(".resultats-titre"));
    }
  }

  // In an exam: what she ticked is kept, and nothing is told of it.
  function drawKept() {
    const ticked = view.rows.map((row, place) => row.ticked && name(place).toLowerCase()).filter(Boolean);
    replace(work, table(),
      el("div", { class: "resultats" },
        heading(level + 1, { class: "resultats-titre" }, ticked.length ? t("Réponse enregistrée")
          : t("Ces lignes ne sont plus à juger")),
        ticked.length > 0 && [
          el("p", {}, t(`Vous avez coché : ${ticked.join(", ")}.`)),
          el("p", {}, t("Elle sera vérifiée après l'examen."))]));
  }

  function drawDone() {
    if (!view.rows.some((row) => row.verdict)) return drawKept();
    const button = el("button", { type: "button", class: "bouton discret", on: { click: again } },
      t("D'autres lignes"));
    replace(work, table(),
      el("div", { class: "resultats" },
        heading(level + 1, { class: "resultats-titre" }, t("Ce que dit la validation")),
        outcomeFeedback({ feedback: view.outcome.feedback.filter(({ message }) => !OF_A_ROW.test(message)) }),
        el("ol", { class: "lignes-jugees" }, view.rows.map(judged))),
      view.again && el("div", { class: "actions" }, button,
        el("span", { class: "regle" }, view.number === 1 && view.counts
          ? t("Un deuxième tirage rapporte la moitié des points ; le meilleur reste.")
          : t("Un nouveau tirage est pour vous : il ne rapporte plus de points."))));

    async function again() {
      await host.free();
      const next = await host.ask("again", {}, { near: button });
      if (!next) return;
      draw(next);
      focusOn(work.querySelector("input"));
    }
  }

  function judged(row, place) {
    const said = row.ticked ? t("vous l'avez cochée") : t("vous ne l'avez pas cochée");
    const words = row.judged === "good" ? t("Bien jugée") : t("Mal jugée");
    return el("li", { class: "ligne-jugee" },
      el("p", { class: "ligne-verdict" },
        el("strong", {}, row.verdict ? t(`${name(place)} : ${row.verdict.toLowerCase()}`) : name(place)),
        view.again && [" (", said, ")"], row.judged && [" ", mark(row.judged, words)]),
      row.told.map((one) => el("p", { class: "ligne-faute" }, one)));
  }

  function draw(next) {
    view = next;
    changed("head", [view.title, view.outcome, view.statement_html, view.number], () => replace(head,
      heading(level, { class: "exercice-titre" }, view.title),
      outcomeLine(view.outcome),
      el("div", { class: "consigne" }, trusted(view.statement_html)),
      el("p", { class: "regle" }, view.rule)));
    changed("schema", [view.schema, view.columns, view.rules], () => replace(excerpt,
      schemaNode(view, level + 1)));
    changed("work", [view.number, view.open, view.again, view.rows, view.outcome],
      () => (view.open ? drawOpen() : drawDone()));
    changed("helps", [view.hints_html, view.hints_total, view.solution_html], () => helps.draw(view));
  }

  return draw;
}
