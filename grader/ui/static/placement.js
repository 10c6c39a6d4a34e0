// The positioning test: what it bears on, one question at a time and nothing told, the result.

import { el, focusOn, heading, replace } from "./dom.js";
import { t } from "./fr.js";
import { confirmButton } from "./confirm.js";
import { resultSection } from "./placement_result.js";
import { drawQuestion } from "./question.js";

export function mount(host) {
  const stage = el("div");
  const tail = el("div", { class: "test-pied" });
  let view = null;
  let box = null; // the question in sight, and which one: an answer in the making stays
  let about = "";
  replace(host.body, stage, tail);

  function draw(next) {
    view = next;
    SCREENS[view.state]();
  }

  function show(next) {
    draw(next);
    focusOn(host.body.querySelector(".test-titre, .question-titre"));
  }

  const SCREENS = { none: choice, open: question, ended: result };

  function choice() {
    replace(tail);
    replace(stage, beginning(t("Avant de commencer")));
  }

  function beginning(title) {
    const boxes = view.modules.map((module) => el("input", {
      type: "checkbox", id: `${host.uid}-${module.id}`, value: module.id, checked: true,
    }));
    const fault = el("p", { class: "faute", id: `${host.uid}-faute`, hidden: true });
    const button = el("button", { type: "submit", class: "bouton" }, t("Commencer le test"));
    const submit = async (event) => {
      event.preventDefault();
      const modules = boxes.filter((one) => one.checked).map((one) => one.value);
      fault.hidden = modules.length > 0;
      if (!modules.length) {
        replace(fault, t("Choisissez au moins un module."));
        host.say(fault.textContent);
        boxes[0].focus();
        return;
      }
      const next = await host.ask("begin", { modules }, { near: button });
      if (next) show(next);
    };
    return [
      heading(host.level, { class: "test-titre" }, title),
      el("p", {}, t(`Ce test dure ${view.minutes} minutes au plus. Chaque question est choisie d'après `
        + "vos réponses : il s'arrête sur un objectif dès qu'il en est sûr.")),
      el("ul", {},
        el("li", {}, t("Rien ne compte dans une note, et personne d'autre que vous ne voit le résultat.")),
        el("li", {}, t("Si vous ne savez pas, dites-le : deviner vous ferait passer une leçon utile.")),
        el("li", {}, t("Les bonnes réponses ne sont pas données : vous retrouverez ces questions dans les leçons.")),
        el("li", {}, t("Vous pouvez vous arrêter, fermer la page et reprendre : le temps d'une pause ne compte pas."))),
      el("form", { novalidate: true, on: { submit } },
        boxes.length > 1 && el("fieldset", { "aria-describedby": fault.id },
          el("legend", {}, t("Sur quels modules ?")),
          fault,
          el("ul", { class: "reponses" }, view.modules.map((module, place) =>
            el("li", { class: "reponse" }, el("label", { for: boxes[place].id }, boxes[place],
              el("span", {}, module.title)))))),
        el("div", { class: "actions" }, button)),
    ];
  }

  function question() {
    const { question: shown, number, asked } = view;
    const now = JSON.stringify([number, shown.id]);
    if (now !== about || !box.isConnected) {
      box = el("div");
      about = now;
      replace(stage, el("p", { class: "test-ou" }, view.progress), box);
      replace(tail, stopping(asked));
    }
    drawQuestion(box, shown, {
      uid: host.uid,
      level: host.level,
      title: t(`Question ${asked + 1}`),
      graded: true,
      skip: "Je ne sais pas",
      say: (text) => host.say(text),
      ask: (action, args, near) => host.ask(
        action,
        action === "report" ? { item: shown.id, ...args } : { test: number, item: shown.id, ...args },
        { near },
      ),
      onView: show,
    });
  }

  function stopping(asked) {
    const ask = confirmButton({
      label: "Arrêter le test ici",
      sentence: asked
        ? "Le test se termine avec les réponses déjà données. Les autres objectifs resteront à apprendre."
        : "Le test se termine sans aucune réponse. Vous pourrez le repasser dans une semaine.",
      yes: "Arrêter et voir le résultat",
      act: async (near) => {
        const next = await host.ask("finish", { test: view.number }, { near });
        if (next) show(next);
      },
    });
    return [el("div", { class: "actions" }, ask.button), ask.box];
  }

  function result() {
    replace(stage, resultSection(host, view.result));
    replace(tail, view.again
      ? el("p", { class: "regle" }, t(`Vous pourrez repasser ce test à partir du ${view.again}.`))
      : beginning(t("Repasser le test")));
  }

  return draw;
}
