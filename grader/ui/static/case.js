// A case: one situation that stays in sight, and its steps one beneath the other, each opened by
// the one before.

import { el, focusOn, heading, replace, trusted } from "./dom.js";
import { t } from "./fr.js";
import { outcomeFeedback, outcomeLine } from "./marks.js";
import { drawQuestion, settleFocus } from "./question.js";
import { drawSolutions } from "./quiz_solutions.js";

export function mount(host) {
  let view = null;
  const head = el("div");
  const situation = el("div", { class: "situation" });
  const list = el("ol", { class: "etapes-du-cas" });
  const end = el("div", { class: "bilan-quiz" });
  const help = el("div", { class: "aides" });
  const steps = []; // one { item, box, foot } a step in sight
  replace(host.body, head, situation, list, end, help);

  function draw(next) {
    view = next;
    replace(head, heading(host.level, {}, view.title), outcomeLine(view.outcome));
    if (!situation.hasChildNodes()) situation.append(trusted(view.statement_html));
    view.steps.forEach(drawStep);
    drawEnd();
    drawHelp();
  }

  // What happens before a step is told once: only its question changes.
  function drawStep(step, number) {
    if (!steps[number]) {
      const box = el("div");
      const item = el("li", { class: "etape-du-cas" },
        step.text_html && el("div", { class: "evenement" }, trusted(step.text_html)), box);
      steps[number] = { item, box, foot: el("div") };
      list.append(item);
    }
    const { box, foot } = steps[number];
    replace(foot, onward(step.question, number));
    drawQuestion(box, step.question, {
      uid: host.uid,
      level: host.level + 1,
      title: t(`Étape ${number + 1} sur ${view.total}`),
      graded: true,
      foot,
      say: (text) => host.say(text),
      ask: (action, args, near) =>
        host.ask(action, { item: step.question.id, ...args }, { near }),
      onView: (next, cause) => {
        draw(next);
        settleFocus(box, next.steps[number].question, (text) => host.say(text), cause);
      },
    });
  }

  function onward(question, number) {
    if (!["done", "waiting"].includes(question.state)) return null;
    const last = number + 1 === view.total;
    return el("div", { class: "actions" }, el("button", {
      type: "button", class: "bouton",
      on: { click: () => focusOn(last ? end.querySelector(".bilan-titre") : place(number + 1)) },
    }, last ? t("Voir le bilan") : t("Étape suivante")));
  }

  const place = (number) =>
    steps[number].item.querySelector(".evenement") || steps[number].box.querySelector(".question-titre");

  function drawEnd() {
    end.hidden = view.current < view.total;
    replace(end, !end.hidden && [
      heading(host.level + 1, { class: "bilan-titre" }, t("Bilan du cas")),
      outcomeLine(view.outcome),
      outcomeFeedback(view.outcome),
      el("p", {}, t("Toutes les étapes sont faites. Vos réponses sont enregistrées.")),
    ]);
  }

  function drawHelp() {
    if (!view.steps.some(({ question }) => question.can_reveal)) return replace(help);
    if (help.hasChildNodes()) return help;
    return drawSolutions(help, host, (next) => {
      draw(next);
      focusOn(end.querySelector(".bilan-titre"));
    });
  }

  return draw;
}
