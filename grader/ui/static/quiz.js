// A graded quiz: one question at a time, a way to any other, and the score in words.

import { el, focusOn, heading, hidden, replace, trusted } from "./dom.js";
import { plural, t } from "./fr.js";
import { family, outcomeFeedback, outcomeLine, sign } from "./marks.js";
import { drawQuestion, settleFocus } from "./question.js";
import { checkpointBetween, drawCheckpoint } from "./quiz_checkpoint.js";
import { drawSolutions } from "./quiz_solutions.js";
import { isOver, STATE_WORDS, stateOf } from "./quiz_states.js";

export function mount(host) {
  let view = null;
  let current = -1; // -1 until the first view; view.questions.length means the score
  let reached = 0; // after how many questions the checkpoint in sight stands; 0: none is
  let ahead = 0; // where it leads
  let boxes = [];
  let feet = [];
  const head = el("div");
  const trail = el("ol", { class: "fil-quiz" });
  const trailBox = el("nav", {}, trail);
  const stage = el("div", { class: "scene" });
  const pause = el("div", { hidden: true });
  const score = el("div", { class: "bilan-quiz" });
  const help = el("div", { class: "aides" });
  replace(host.body, head, trailBox, stage, pause, score, help);

  function draw(next) {
    view = next;
    if (current < 0) {
      current = whereLeft();
      boxes = view.questions.map(() => el("div"));
      feet = view.questions.map(() => el("div"));
      replace(stage, boxes);
    }
    drawHead();
    drawTrail();
    view.questions.forEach((question, number) => drawOne(question, number));
    drawPause();
    drawScore();
    drawHelp();
  }

  // Where she was; an answer that waits to be read is not in the way.
  function whereLeft() {
    const { questions, current: last } = view;
    const place = questions.findIndex((q, number) => number >= last && !isOver(q));
    if (place >= 0) return place;
    const open = questions.findIndex((q) => !isOver(q));
    return open < 0 ? questions.length : open;
  }

  function drawHead() {
    replace(head,
      heading(host.level, {}, view.title),
      // The score says it again in full: once is enough.
      current < view.questions.length && outcomeLine(view.outcome),
      view.statement_html && el("div", { class: "consigne" }, trusted(view.statement_html)));
  }

  function drawTrail() {
    // A lesson may hold several quizzes: each trail says whose it is.
    trailBox.setAttribute("aria-label", t(`Questions du quiz « ${view.title} »`));
    replace(trail, view.questions.map((question, number) => {
      const state = stateOf(question);
      return el("li", {}, el("button", {
        type: "button",
        class: `pas ${family(state)}`,
        "aria-current": !reached && number === current ? "step" : null,
        on: { click: () => go(number) },
      }, hidden(t("Question ")), String(number + 1), " ", sign(state),
      hidden(`, ${STATE_WORDS[state]}`)));
    }), el("li", {}, el("button", {
      type: "button",
      class: "pas mot",
      "aria-current": !reached && current === view.questions.length ? "step" : null,
      on: { click: () => go(view.questions.length) },
    }, t("Bilan"))));
  }

  function drawOne(question, number) {
    const box = boxes[number];
    box.hidden = reached > 0 || number !== current;
    replace(feet[number], onward(question, number));
    drawQuestion(box, question, {
      uid: host.uid,
      level: host.level + 1,
      title: t(`Question ${number + 1} sur ${view.questions.length}`),
      graded: true,
      foot: feet[number],
      say: (text) => host.say(text),
      ask: (action, args, near) => host.ask(action, { item: question.id, ...args }, { near }),
      onView: (next, cause) => {
        draw(next);
        if (cause === "skip") advance(number);
        else settleFocus(box, next.questions[number], (text) => host.say(text), cause);
      },
    });
    box.classList.add("question-du-quiz");
  }

  // A way on from what is over, and from what was already left for later.
  function onward(question, number) {
    if (question.state === "open") return null;
    const last = following(number) === view.questions.length;
    return el("div", { class: "actions" }, el("button", {
      type: "button", class: isOver(question) ? "bouton" : "bouton discret",
      on: { click: () => advance(number) },
    }, last ? t("Voir le bilan") : t("Question suivante")));
  }

  function advance(number) {
    const target = following(number);
    const stop = checkpointBetween(number, target, view.questions.length);
    if (!stop) return go(target);
    host.hush();
    reached = stop;
    ahead = target;
    return settle(() => pause.querySelector(".bilan-titre"));
  }

  function drawPause() {
    pause.hidden = !reached;
    replace(pause, reached > 0 && drawCheckpoint(view.questions, reached, {
      uid: host.uid, level: host.level + 1, next: ahead, go,
    }));
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
    reached = 0;
    current = target;
    settle(() => (target === view.questions.length
      ? score.querySelector(".bilan-titre")
      : boxes[target].querySelector(".question-titre")));
  }

  function settle(place) {
    boxes.forEach((box, number) => {
      box.hidden = reached > 0 || number !== current;
    });
    drawHead();
    drawTrail();
    drawPause();
    drawScore();
    focusOn(place());
  }

  function drawScore() {
    score.hidden = reached > 0 || current !== view.questions.length;
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
    // What a person marks has no solution to show.
    if (!view.questions.some((q) => q.can_reveal && !isOver(q))) return replace(help);
    if (help.hasChildNodes()) return help; // a confirmation that is open stays open
    return drawSolutions(help, host, (next) => {
      draw(next);
      go(next.questions.length);
    });
  }

  return draw;
}
