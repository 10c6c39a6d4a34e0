// « À revoir aujourd'hui »: one question that comes back, then how well it was known.

import { el, focusOn, heading, replace } from "./dom.js";
import { plural, t } from "./fr.js";
import { drawQuestion, settleFocus } from "./question.js";

const RATES = [
  ["hard", "Difficilement"],
  ["good", "Bien"],
  ["easy", "Tout de suite"],
];

export function mount(host) {
  const head = el("p", { class: "test-ou" });
  const stage = el("div");
  const tail = el("div", { class: "test-pied" });
  let view = null;
  let box = null;
  let about = "";
  replace(host.body, head, stage, tail);

  function draw(next) {
    view = next;
    replace(head, view.sentence);
    if (view.question) question();
    else replace(stage);
    replace(tail, daysAhead());
  }

  function show(next) {
    draw(next);
    focusOn(host.body.querySelector(".question-titre") || head);
  }

  function question() {
    const shown = view.question;
    const open = shown.state === "open";
    if (shown.id !== about || !box.isConnected || open) {
      box = el("div");
      about = shown.id;
    }
    replace(stage, box, !open && after());
    drawQuestion(box, shown, {
      uid: host.uid,
      level: host.level,
      title: t("Vous en souvenez-vous ?"),
      graded: true,
      skip: "",
      say: (text) => host.say(text),
      ask: (action, args, near) => host.ask(action, { item: shown.id, ...args }, { near }),
      onView: (next, cause) => {
        draw(next);
        settleFocus(box, view.question, (text) => host.say(text), cause);
      },
    });
  }

  // A right answer is rated; a wrong one comes back tomorrow without a word.
  function after() {
    const read = view.lesson_url && el("p", { class: "regle" }, t("Cette question est de la leçon "),
      el("a", { href: view.lesson_url }, view.lesson_title), ".");
    if (!view.rate) {
      const on = el("button", { type: "button", class: "bouton", on: { click: () => onward(on) } },
        view.due ? t("Question suivante") : t("Terminer"));
      return [el("p", {}, t("Elle reviendra demain.")), read, el("div", { class: "actions" }, on)];
    }
    const buttons = RATES.map(([known, label]) => {
      const one = el("button", {
        type: "button", class: "bouton discret",
        on: { click: async () => {
          const next = await host.ask("rate", { item: view.question.id, known }, { near: one });
          if (next) show(next);
        } },
      }, t(label));
      return one;
    });
    return [
      el("div", { role: "group", "aria-labelledby": `${host.uid}-su`, class: "test-su" },
        el("p", { id: `${host.uid}-su` }, t("Comment la saviez-vous ? Mieux vous la saviez, plus tard elle revient.")),
        el("div", { class: "actions" }, buttons)),
      read,
    ];
  }

  async function onward(near) {
    const next = await host.ask("refresh", {}, { near });
    if (next) show(next);
  }

  function daysAhead() {
    if (!view.days.length) return null;
    const caption = t("Ce qui revient, jour par jour");
    return [
      heading(host.level, {}, t("Les jours qui viennent")),
      el("p", {}, t(`${plural(view.waiting, "question revient", "questions reviennent")} un jour ou l'autre. Cinq minutes par jour au plus.`)),
      view.calendar_url && el("p", {}, el("a", { href: view.calendar_url, download: true },
        t("Mettre ces rendez-vous dans mon agenda (fichier .ics)"))),
      el("div", { class: "defile", role: "group", tabindex: "0", "aria-label": caption },
        el("table", {},
          el("caption", {}, caption),
          el("thead", {}, el("tr", {}, el("th", { scope: "col" }, t("Jour")),
            el("th", { scope: "col", class: "nombre" }, t("Questions")))),
          el("tbody", {}, view.days.map((one) => el("tr", {},
            el("th", { scope: "row" }, one.day),
            el("td", { class: "nombre" }, String(one.count))))))),
    ];
  }

  return draw;
}
