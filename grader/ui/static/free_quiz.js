// The free quiz: a choice, then one question at a time, then the result by objective.

import { el, focusOn, heading, replace } from "./dom.js";
import { plural, t } from "./fr.js";
import { confirmButton } from "./confirm.js";
import { choiceForm } from "./free_choice.js";
import { asQuestions, resultSection, trail } from "./free_result.js";
import { gauge } from "./lists.js";
import { drawQuestion, settleFocus } from "./question.js";
import { checkpointBetween, drawCheckpoint } from "./quiz_checkpoint.js";

export function mount(host) {
  let view = null;
  let screen = ""; // choice, question, checkpoint, left (some were passed), result or review
  let reached = 0; // after how many questions the checkpoint stands
  const wanted = new URLSearchParams(location.search).get("module") || "";
  const head = el("div", { class: "libre-tete" });
  const stage = el("div", { class: "libre-scene" });
  const tail = el("div", { class: "libre-pied" });
  const foot = el("div");
  let box = null; // the question in sight, and which one it is: an answer in the making stays
  let about = "";
  replace(host.body, head, stage, tail);

  const marks = () => view.draw.marks;
  const ended = () => view.draw.state === "ended";
  const ask = (action, args, near) =>
    host.ask(action, { draw: view.draw.number, ...args }, { near });

  // A view that nothing on this page asked for: the first one, or that of a page come back.
  function draw(next) {
    const first = !view;
    view = next;
    if (first || !view.draw) screen = opening();
    else if (["question", "review"].includes(screen) && !view.draw.question) screen = "result";
    drawScreen();
  }

  function opening() {
    if (!view.draw) return "choice";
    if (!ended()) return "question";
    return wanted ? "choice" : "result";
  }

  const SCREENS = { choice, question, checkpoint, left, result, review: question };

  function drawScreen() {
    replace(head);
    replace(tail);
    SCREENS[screen]();
  }

  function show(name) {
    host.hush();
    screen = name;
    drawScreen();
    focusOn(host.body.querySelector(".libre-titre, .question-titre, .bilan-titre"));
  }

  // What was asked for, shown on the screen that it calls for.
  async function then(asked, name) {
    const next = await asked;
    if (!next) return;
    view = next;
    show(name());
  }

  const go = (place, near) => then(
    ask("look", { item: marks()[place].id }, near), () => (ended() ? "review" : "question"),
  );
  const finish = (near) => then(ask("finish", {}, near), () => "result");
  const another = (asked) => then(asked, () => "question");

  function choice() {
    replace(stage, view.total
      ? choiceForm(host, view, { wanted, begin })
      : [heading(host.level, { class: "libre-titre" }, t("Choisir un quiz")),
        el("p", {}, t("Il n'y a pas encore de question d'entraînement pour vous. Les questions "
          + "d'un exercice noté viennent ici une fois que vous les avez terminées."))]);
    if (view.draw) replace(tail, lastDraw());
  }

  function begin(asked, near) {
    // From now on a reload comes back to this draw, whatever the link proposed.
    history.replaceState(null, "", location.pathname);
    return then(host.ask("begin", asked, { near }), () => "question");
  }

  function lastDraw() {
    const over = ended();
    const button = el("button", {
      type: "button", class: "bouton discret",
      on: { click: () => show(over ? "result" : "question") },
    }, over ? t("Revoir mon résultat") : t("Reprendre ce quiz"));
    return el("p", { class: "reprise" }, button, el("span", {},
      over ? t("Votre dernier quiz : ") : t("Vous avez un quiz en cours : "), view.draw.title));
  }

  function question() {
    const { question: shown, place, number } = view.draw;
    const now = JSON.stringify([number, shown.id, screen]);
    if (now !== about || !box.isConnected) {
      box = el("div");
      about = now;
      replace(stage, box);
    }
    if (screen === "question") drawHead();
    replace(foot, onwardButton(shown, place));
    drawQuestion(box, shown, {
      uid: host.uid,
      level: host.level + (screen === "question" ? 1 : 0),
      title: t(`Question ${place + 1} sur ${marks().length}`),
      graded: false,
      foot,
      say: (text) => host.say(text),
      // A report is about the question, whatever draw it came in.
      ask: (action, args, near) => (action === "report"
        ? host.ask(action, { item: shown.id, ...args }, { near })
        : ask(action, { item: shown.id, ...args }, near)),
      onView: (next, cause) => {
        view = next;
        if (cause === "skip") {
          onward(null);
          return;
        }
        drawScreen();
        settleFocus(box, view.draw.question, (text) => host.say(text), cause);
      },
    });
    if (screen === "question" && !ended()) drawTail(place);
  }

  function drawHead() {
    const { answered, title } = view.draw;
    const total = marks().length;
    replace(head,
      heading(host.level, { class: "libre-quoi" }, title),
      gauge(answered / total,
        t(`${plural(answered, "question traitée", "questions traitées")} sur ${total}`),
        `${host.uid}-avance`));
  }

  // Two ways out, and one to any question.
  function drawTail(place) {
    replace(tail, ways(),
      el("details", {}, el("summary", {}, t("Aller à une autre question")), trail(view.draw, {
        label: t("Questions du quiz"), current: place, open: () => true, go,
      })));
  }

  function ways() {
    const { answered } = view.draw;
    const left = marks().length - answered;
    const others = left === 1 ? "L'autre ne comptera pas comme fausse"
      : `Les ${left} autres ne compteront pas comme fausses`;
    const stop = confirmButton({
      label: "Terminer maintenant",
      sentence: answered
        ? `Votre résultat portera sur ${plural(answered, "question traitée", "questions traitées")}. `
          + `${left ? `${others}, mais ce` : "Ce"} tirage sera clos.`
        : "Vous n'avez encore répondu à aucune question. Ce tirage sera clos.",
      yes: "Terminer et voir mon résultat",
      act: finish,
    });
    return [el("div", { class: "actions" }, stop.button, el("button", {
      type: "button", class: "bouton discret", on: { click: () => show("choice") },
    }, t("Choisir un autre quiz"))), stop.box];
  }

  // A way on from what is over, and from what was already left for later.
  function onwardButton(shown, place) {
    if (shown.state === "open") return null;
    const back = screen === "review" ? t("Revenir au résultat") : null;
    const label = ended() ? t("Voir mon résultat") : t("Question suivante");
    const button = el("button", {
      type: "button", class: shown.state === "done" ? "bouton" : "bouton discret",
      on: { click: () => onward(button) },
    }, back || (following(place) < 0 && !ended() ? t("Continuer") : label));
    return el("div", { class: "actions" }, button);
  }

  // The next question to answer, without coming back round: -1 when there is none further on.
  const following = (place) => marks().findIndex((one, at) => at > place && !one.over);

  function onward(near) {
    const { place } = view.draw;
    const target = following(place);
    if (ended()) {
      show("result");
    } else if (target < 0) {
      show("left");
    } else {
      reached = checkpointBetween(place, target, marks().length);
      if (reached) show("checkpoint");
      else go(target, near);
    }
  }

  function checkpoint() {
    const target = following(view.draw.place);
    replace(stage, drawCheckpoint(asQuestions(view.draw), reached, {
      uid: host.uid, level: host.level, next: target, go: (place) => go(place, null),
    }));
    replace(tail, ways());
  }

  // Nothing further on, but some were passed or have a try left.
  function left() {
    const places = marks().map((one, place) => place).filter((place) => !marks()[place].over);
    const button = el("button", {
      type: "button", class: "bouton", on: { click: () => go(places[0], button) },
    }, t(`Revenir à la question ${places[0] + 1}`));
    const stop = el("button", {
      type: "button", class: "bouton discret", on: { click: () => finish(stop) },
    }, t("Terminer et voir mon résultat"));
    replace(stage,
      heading(host.level, { class: "libre-titre" },
        t(`Il reste ${plural(places.length, "question")} à finir`)),
      trail(view.draw, {
        label: t("Questions à finir"), go, open: (one) => !one.over,
      }),
      el("p", {}, t("Vos réponses sont enregistrées. Ce que vous laissez de côté ne compte pas "
        + "comme faux.")),
      el("div", { class: "actions" }, button, stop));
  }

  function result() {
    replace(stage, resultSection(host, view.draw, {
      redraw: (near) => another(ask("redraw", {}, near)),
      missed: (near) => another(ask("missed", {}, near)),
      choose: () => show("choice"),
      review: go,
    }));
  }

  return draw;
}
