// The guided console: a publication by API, one request after the other. Each step stays as it
// was left: what was typed, what was answered.

import { el, focusOn, heading, hidden, replace } from "./dom.js";
import { t } from "./fr.js";
import { family, mark, sign } from "./marks.js";
import { here } from "./console_origin.js";
import { consoleStep } from "./console_step.js";
import { newTab } from "./links.js";
import { once } from "./privacy_once.js";

const STATES = {
  todo: ["none", "à envoyer"],
  expected: ["done", "réponse attendue"],
  other: ["partial", "autre réponse"],
};

// onView(view): the whole exercise; onEnd(): goes to where the record is handed.
export function consoleSection(host, level, onView, onEnd) {
  const title = heading(level, {}, t("La console, étape par étape"));
  const about = el("div");
  const trail = el("ol", { class: "fil-quiz" });
  const trailBox = el("nav", {}, trail);
  const stage = el("div", { class: "scene" });
  const end = el("div", { class: "console-fin" });
  const node = el("section", { class: "console", hidden: true },
    title, about, trailBox, stage, end);
  const changed = once();
  let steps = [];
  let view = null;
  let current = 0;

  function drawTrail() {
    const focused = [...trail.querySelectorAll("button")].indexOf(document.activeElement);
    replace(trail, view.steps.map((step, place) => {
      const [kind, word] = STATES[step.state] || STATES.todo;
      return el("li", {}, el("button", {
        type: "button", class: `pas ${family(kind)}`,
        "aria-current": place === current ? "step" : null,
        on: { click: () => go(place) },
      }, hidden(t("Étape ")), String(step.number), " ", sign(kind), hidden(`, ${word}`)));
    }));
    if (focused >= 0) trail.querySelectorAll("button")[focused].focus();
  }

  function drawAbout({ portal_address: address, key_url: keyUrl }) {
    replace(about,
      el("p", {}, t("Une API est une porte du portail pour les logiciels : on lui envoie une "
        + "demande, il répond. Ici, vos demandes vont au bac à sable, dans votre espace. "
        + "Une demande fausse ne casse rien.")),
      address && el("p", { class: "regle" }, t("Adresse du portail : "), el("code", {}, here(address))),
      keyUrl && el("p", { class: "regle" },
        t("La console se charge de la clé. Pour envoyer la même demande depuis un autre outil, il vous en faut une : "),
        newTab(keyUrl, "Ma clé d'API"), "."));
  }

  function drawEnd() {
    replace(end, view.all_sent && el("div", { class: "conclusion" },
      el("p", {}, mark("done", t("Toutes les étapes ont reçu la réponse attendue."))),
      el("div", { class: "actions" }, el("button", {
        type: "button", class: "bouton discret", on: { click: onEnd },
      }, t("Choisir la fiche à faire vérifier")))));
  }

  function go(place) {
    host.hush();
    current = place;
    show();
    focusOn(steps[place].title);
  }

  function show() {
    steps.forEach((step, place) => {
      step.node.hidden = place !== current;
    });
    drawTrail();
  }

  function begin() {
    steps = view.steps.map((step, place) => consoleStep(host, step, level + 1, {
      total: view.steps.length,
      onView,
      next: place + 1 < view.steps.length ? () => go(place + 1) : null,
    }));
    current = Math.max(0, view.steps.findIndex((step) => step.state !== "expected"));
    replace(stage, steps.map((step) => step.node));
  }

  // A lesson may hold several consoles: each trail says whose it is.
  function draw(next, exercise) {
    node.hidden = !next;
    if (!next) return;
    view = next;
    if (steps.length !== view.steps.length) begin();
    trailBox.setAttribute("aria-label", t(`Étapes de la console, « ${exercise} »`));
    changed("about", [view.portal_address, view.key_url], () => drawAbout(view));
    steps.forEach((step, place) => step.draw(view.steps[place]));
    show();
    changed("end", view.all_sent, drawEnd);
  }

  return { node, draw };
}
