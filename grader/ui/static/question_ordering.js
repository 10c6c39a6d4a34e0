// Steps to put in order: dragged with the mouse, or moved with two buttons each.

import { el, hidden, trustedInline } from "./dom.js";
import { t } from "./fr.js";
import { family } from "./marks.js";
import { ordinal, orSkip, plainText, told } from "./question_parts.js";

export function form(view, { id, draft, say }) {
  const answers = new Map(view.answers.map((answer) => [answer.id, answer]));
  const base = view.given.length ? view.given : [...answers.keys()];
  const list = el("ol", { class: "rangs", id: `${id}-rangs` });
  const rows = new Map((draft || base).map((letter) => [letter, row(answers.get(letter))]));
  list.append(...rows.values());
  let dragged = null;
  let before = [];
  limits();

  function row(answer) {
    const name = plainText(answer.text_html);
    const button = (label, by) => {
      const node = el("button", {
        type: "button", class: "bouton discret petit", on: { click: () => shift(item, by, node) },
      }, t(label), hidden(t(` : ${name}`)));
      return node;
    };
    const item = el("li", {
      class: `rang ${view.state === "retry" ? family(answer.verdict) : ""}`,
      draggable: "true", "data-lettre": answer.id,
      on: { dragstart: (event) => take(item, event), dragend: release },
    },
    el("span", { class: "rang-texte" }, trustedInline(answer.text_html)),
    el("span", { class: "rang-gestes" }, button("Monter", -1), button("Descendre", 1)),
    answer.feedback_html && told(answer.verdict, words(answer.verdict), answer.feedback_html));
    return item;
  }

  const order = () => [...list.children].map((item) => item.dataset.lettre);

  // The buttons at both ends stay where they are, so that the focus is never lost.
  function limits() {
    [...list.children].forEach((item, place, all) => {
      const [up, down] = item.querySelectorAll("button");
      up.setAttribute("aria-disabled", String(place === 0));
      down.setAttribute("aria-disabled", String(place === all.length - 1));
    });
  }

  function tell(item) {
    limits();
    const all = [...list.children];
    say(t(`Étape placée en ${ordinal(all.indexOf(item) + 1)} position sur ${all.length}.`));
  }

  function shift(item, by, button) {
    const all = [...list.children];
    const target = all[all.indexOf(item) + by];
    if (!target) {
      say(t(by < 0 ? "Cette étape est déjà la première." : "Cette étape est déjà la dernière."));
      return;
    }
    list.insertBefore(item, by < 0 ? target : target.nextSibling);
    button.focus();
    tell(item);
  }

  function take(item, event) {
    dragged = item;
    before = order();
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", ""); // without data some browsers drag nothing
    item.classList.add("tenue");
  }

  list.addEventListener("dragover", (event) => {
    if (!dragged) return;
    event.preventDefault();
    const over = event.target.closest("li");
    if (!over || over === dragged) return;
    const { top, height } = over.getBoundingClientRect();
    list.insertBefore(dragged, event.clientY > top + height / 2 ? over.nextSibling : over);
  });
  list.addEventListener("drop", (event) => event.preventDefault());

  // Let go of outside the list, or given up with Escape: nothing was moved.
  function release(event) {
    const item = dragged;
    dragged = null;
    item.classList.remove("tenue");
    if (event.dataTransfer.dropEffect === "none") {
      list.append(...before.map((letter) => rows.get(letter)));
    }
    if (order().join() !== before.join()) tell(item);
  }

  function read() {
    if (order().join() !== base.join()) return { given: order() };
    const fault = view.given.length
      ? "Cet ordre est celui de votre réponse précédente : déplacez au moins une étape"
      : "Vous n'avez encore déplacé aucune étape : rangez-les";
    return { fault: orSkip(view, fault), at: list.querySelector("button") };
  }

  return {
    body: [
      el("p", { class: "regle" },
        t("Faites glisser une étape avec la souris, ou utilisez ses boutons « Monter » et « Descendre ».")),
      list,
    ],
    read,
    draft: order,
  };
}

const words = (verdict) => ({ right: "Bien placée.", wrong: "Mal placée." }[verdict]);

export function done(view) {
  const answers = new Map(view.answers.map((answer) => [answer.id, answer]));
  const right = view.given.join() === view.expected.join();
  return [
    view.given.length > 0 && el("p", { class: "sous-titre" }, t("Votre ordre")),
    view.given.length > 0 && el("ol", { class: "rangs" }, view.given.map((letter) => {
      const answer = answers.get(letter);
      return el("li", { class: `rang ${family(answer.verdict)}` },
        el("span", { class: "rang-texte" }, trustedInline(answer.text_html)),
        told(answer.verdict, words(answer.verdict), answer.feedback_html));
    })),
    !right && el("p", { class: "sous-titre" }, t("L'ordre attendu")),
    !right && el("ol", { class: "rangs" }, view.expected.map((letter) => {
      const answer = answers.get(letter);
      return el("li", { class: "rang" },
        el("span", { class: "rang-texte" }, trustedInline(answer.text_html)),
        answer.solution_html && told("right", "", answer.solution_html));
    })),
  ];
}
