// An exercise on the dossier of an authority: for each duty, does the law ask it of this one? What
// is right is explained at once; what is not is open to a second try.

import { el, focusOn, heading, replace, trusted } from "./dom.js";
import { plural, t } from "./fr.js";
import { outcomeFeedback, outcomeLine } from "./marks.js";
import { keep, kept } from "./drafts.js";
import { dutyNode } from "./duties_line.js";
import { helpsPart } from "./exercise_helps.js";
import { newTab } from "./links.js";
import { once } from "./privacy_once.js";

export function mount(host) {
  const { level, uid } = host;
  const changed = once();
  const head = el("div", { class: "tete" });
  const list = el("ol", { class: "devoirs" });
  const left = el("p", { class: "regle", id: `${uid}-reste` });
  const fault = el("p", { class: "faute", hidden: true });
  const button = el("button", { type: "submit", class: "bouton", "aria-describedby": left.id },
    t("Vérifier mes réponses"));
  const send = el("div", {}, fault, el("div", { class: "actions" }, button), left);
  const form = el("form", { novalidate: true, on: { submit } }, list, send);
  const results = el("div", { class: "resultats", hidden: true });
  const helps = helpsPart(host, level + 1, draw);
  replace(host.body, head, form, results, helps.node);
  let view = null;
  let chosen = {}; // id of a duty → what is chosen and not checked yet
  let boxes = [];

  const isOpen = (line) => line.state !== "done";
  const place = (line) => `${uid}-${line.id}`;

  function choose(line, value) {
    chosen[line.id] = value;
    keep(host.ref, { answers: chosen });
    fault.hidden = true;
    tellLeft();
  }

  function tellLeft() {
    const open = view.duties.filter(isOpen);
    const without = open.filter((line) => !chosen[line.id]);
    const again = without.filter((line) => line.state === "retry").length;
    const none = without.length - again;
    const parts = [
      none && plural(none, "obligation sans réponse", "obligations sans réponse"),
      again && plural(again, "obligation à reprendre", "obligations à reprendre"),
    ].filter(Boolean);
    left.textContent = parts.length
      ? t(`Il reste ${parts.join(" et ")}. Vous pouvez vérifier dès maintenant ce que vous avez choisi.`)
      : t("Chaque obligation a une réponse à vérifier.");
    send.hidden = !open.length;
  }

  async function submit(event) {
    event.preventDefault();
    if (!Object.keys(chosen).length) {
      fault.hidden = false;
      fault.textContent = t("Choisissez d'abord une réponse, pour une obligation au moins.");
      host.say(fault.textContent);
      list.querySelector("input:enabled").focus();
      return;
    }
    await host.free();
    const sent = { ...chosen };
    const next = await host.ask("check", { answers: sent },
      { near: button, waiting: t("Vérification de vos réponses…") });
    if (!next) return;
    for (const [id, value] of Object.entries(sent)) if (chosen[id] === value) delete chosen[id];
    draw(next);
    focusOn(results.querySelector(".resultats-titre"));
  }

  // A draft of another version of the exercise may name what is no longer asked.
  function begin() {
    const draft = kept(host.ref);
    if (draft) chosen = { ...draft.answers };
    boxes = view.duties.map((line) => el("li", { class: "devoir", id: place(line) }));
    replace(list, boxes);
  }

  function drawLines() {
    const open = new Map(view.duties.filter(isOpen).map((line) => [line.id, line]));
    const values = view.choices.map(([value]) => value);
    for (const [id, value] of Object.entries(chosen)) {
      const line = open.get(id);
      if (!line || line.given === value || !values.includes(value)) delete chosen[id];
    }
    keep(host.ref, Object.keys(chosen).length ? { answers: chosen } : null);
    view.duties.forEach((line, number) => changed(line.id, line, () => {
      replace(boxes[number], dutyNode(line, {
        id: place(line),
        rank: t(`Obligation ${number + 1} sur ${view.duties.length}`),
        choices: view.choices,
        chosen: chosen[line.id],
        choose: (value) => choose(line, value),
      }));
    }));
  }

  // The way back to what has one more try.
  function again() {
    const lines = view.duties.map((line, number) => [line, number + 1])
      .filter(([line]) => line.state === "retry");
    if (!lines.length) return null;
    return el("p", {}, t("À reprendre : "), lines.map(([line, number], rank) => [
      rank > 0 && ", ",
      el("a", { href: `#${place(line)}`, on: { click: (event) => reach(event, line) } },
        t(`obligation ${number}`)),
    ]), ".");
  }

  function reach(event, line) {
    event.preventDefault();
    boxes[view.duties.indexOf(line)].querySelector("input:enabled").focus();
  }

  function drawResults() {
    results.hidden = !view.duties.some((line) => line.result || line.why);
    replace(results,
      heading(level + 1, { class: "resultats-titre" }, t("Ce que donnent vos réponses")),
      view.checked_label && el("p", { class: "regle" }, view.checked_label),
      outcomeFeedback(view.outcome), again());
  }

  function draw(next) {
    const first = !view;
    view = next;
    if (first) begin();
    changed("head", [view.title, view.outcome, view.statement_html], () => replace(head,
      heading(level, { class: "exercice-titre" }, view.title),
      outcomeLine(view.outcome),
      el("div", { class: "consigne" }, trusted(view.statement_html)),
      el("p", {}, newTab(view.simulator_url, "Ouvrir le simulateur")),
      el("p", { class: "regle" }, view.rule)));
    drawLines();
    changed("results", [view.checked_label, view.outcome, view.duties], drawResults);
    changed("helps", [view.hints_html, view.hints_total, view.solution_html], () => helps.draw(view));
    tellLeft();
  }

  return draw;
}
