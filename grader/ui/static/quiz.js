// A graded quiz: one question at a time, a way to any other, and the score in words.

import { el, focusOn, heading, hidden, replace, trusted } from "./dom.js";
import { plural, t } from "./fr.js";
import { family, outcomeFeedback, outcomeLine, sign } from "./marks.js";
import { confirmButton } from "./confirm.js";
import { drawQuestion, settleFocus } from "./question.js";

const STATE_WORDS = {
  open: "sans réponse", skipped: "passée", retry: "encore un essai",
  good: "réussie", partial: "en partie", wrong: "manquée",
};

function stateOf(question) {
  return question.state === "done" ? question.result_kind || "wrong" : question.state;
}

const isOver = (question) => question.state === "done";

export function mount(host) {
  let view = null;
  let current = -1; // -1 until the first view; view.questions.length means the score
  let boxes = [];
  const head = el("div");
  const trail = el("ol", { class: "fil-quiz" });
  const trailBox = el("nav", { "aria-label": t("Questions du quiz") }, trail);
  const stage = el("div", { class: "scene" });
  const score = el("div", { class: "bilan-quiz" });
  const help = el("div", { class: "aides" });
  replace(host.body, head, trailBox, stage, score, help);

  function draw(next) {
    view = next;
    if (current < 0) {
      const open = view.questions.findIndex((q) => !isOver(q));
      current = open < 0 ? view.questions.length : open;
      boxes = view.questions.map(() => el("div"));
      replace(stage, boxes);
    }
    drawHead();
    drawTrail();
    view.questions.forEach((question, number) => drawOne(question, number));
    drawScore();
    drawHelp();
  }

  function drawHead() {
    replace(head,
      heading(host.level, {}, view.title),
      // The score says it again in full: once is enough.
      current < view.questions.length && outcomeLine(view.outcome),
      view.statement_html && el("div", { class: "consigne" }, trusted(view.statement_html)));
  }

  function drawTrail() {
    replace(trail, view.questions.map((question, number) => {
      const state = stateOf(question);
      return el("li", {}, el("button", {
        type: "button",
        class: `pas ${family(state)}`,
        "aria-current": number === current ? "step" : null,
        on: { click: () => go(number) },
      }, hidden(t("Question ")), String(number + 1), " ", sign(state),
      hidden(`, ${STATE_WORDS[state]}`)));
    }), el("li", {}, el("button", {
      type: "button",
      class: "pas mot",
      "aria-current": current === view.questions.length ? "step" : null,
      on: { click: () => go(view.questions.length) },
    }, t("Bilan"))));
  }

  function drawOne(question, number) {
    const box = boxes[number];
    box.hidden = number !== current;
    drawQuestion(box, question, {
      uid: host.uid,
      level: host.level + 1,
      title: t(`Question ${number + 1} sur ${view.questions.length}`),
      say: (text) => host.say(text),
      ask: (action, args, near) => host.ask(action, { item: question.id, ...args }, { near }),
      onView: (next, cause) => {
        draw(next);
        if (cause === "skip") go(following(number));
        else settleFocus(box, next.questions[number], (text) => host.say(text));
      },
    });
    box.classList.add("question-du-quiz");
    if (isOver(question)) box.append(onward(number));
  }

  function onward(number) {
    const target = following(number);
    const last = target === view.questions.length;
    return el("div", { class: "actions" }, el("button", {
      type: "button", class: "bouton", on: { click: () => go(target) },
    }, last ? t("Voir le bilan") : t("Question suivante")));
  }

  // The next one that is not over, round the end; the score when all are.
  function following(number) {
    const count = view.questions.length;
    for (let step = 1; step < count; step += 1) {
      const candidate = (number + step) % count;
      // Coming back round to skipped ones happens from the score, not by surprise.
      if (candidate < number) break;
      if (!isOver(view.questions[candidate])) return candidate;
    }
    return count;
  }

  function go(target) {
    host.hush();
    current = target;
    boxes.forEach((box, number) => {
      box.hidden = number !== current;
    });
    drawHead();
    drawTrail();
    drawScore();
    focusOn(target === view.questions.length
      ? score.querySelector(".bilan-titre")
      : boxes[target].querySelector(".question-titre"));
  }

  function drawScore() {
    score.hidden = current !== view.questions.length;
    const left = view.questions.filter((q) => !isOver(q)).length;
    const first = view.questions.findIndex((q) => !isOver(q));
    replace(score,
      heading(host.level + 1, { class: "bilan-titre" }, t("Bilan du quiz")),
      outcomeLine(view.outcome),
      outcomeFeedback(view.outcome),
      el("p", {}, left
        ? t(`Il reste ${plural(left, "question")} à finir. Vos réponses sont enregistrées.`)
        : t("Toutes les questions sont finies. Vos réponses sont enregistrées.")),
      left > 0 && el("div", { class: "actions" }, el("button", {
        type: "button", class: "bouton", on: { click: () => go(first) },
      }, t(`Reprendre à la question ${first + 1}`))));
  }

  function drawHelp() {
    if (view.questions.every(isOver)) return replace(help);
    const solution = confirmButton({
      label: "Voir les solutions",
      sentence: "Voir les solutions : les questions non finies seront fermées et ce que vous ferez "
        + "ensuite ne rapportera plus de points.",
      yes: "Voir les solutions quand même",
      act: async (near) => {
        const next = await host.ask("solution", {}, { near });
        if (!next) return;
        draw(next);
        go(next.questions.length);
      },
    });
    return replace(help, el("div", { class: "actions" }, solution.button), solution.box);
  }

  return draw;
}
