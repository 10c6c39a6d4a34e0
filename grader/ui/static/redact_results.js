// What became of an act: what was found at the last check, the document that is written, the proof
// that nothing of what is hidden is in it, and what the first file carried besides its text.

import { el, heading, replace } from "./dom.js";
import { t } from "./fr.js";
import { mark, outcomeFeedback } from "./marks.js";

// What a file carries that nobody sees when reading it.
export function carriedBox(view) {
  if (!view.carried.length) return null;
  return el("details", { class: "acte-porte" },
    el("summary", {}, t("Ce que ce fichier contient sans que cela se lise")),
    el("ul", { class: "texte-libre" }, view.carried.map((one) => el("li", {}, one))),
    el("p", { class: "regle" }, t("Rien de cela ne passe dans le document occulté.")));
}

export function outcomePart(host, level) {
  const node = el("div", { class: "resultats", hidden: true });

  function draw(view) {
    node.hidden = !view.checked_label && !view.outcome.feedback.length;
    replace(node, heading(level, { class: "resultats-titre" }, t("Ce que donne votre occultation")),
      view.checked_label && el("p", { class: "regle" }, view.checked_label),
      el("div", { class: "texte-libre" }, outcomeFeedback(view.outcome)));
  }

  return { node, draw, focus: () => node.querySelector(".resultats-titre") };
}

// fresh(): resolves once what is written is what is shown, to true unless it could not be kept.
export function writtenPart(level, fresh) {
  const node = el("div", { class: "acte-ecrit", hidden: true });

  async function take(event) {
    const link = event.currentTarget;
    if (link.dataset.frais) return;
    event.preventDefault();
    if (!(await fresh())) return;
    link.dataset.frais = "1";
    link.click();
    delete link.dataset.frais;
  }

  function draw(view) {
    node.hidden = !view.files.length;
    replace(node, view.files.length > 0 && [
      heading(level, {}, t("Le document occulté")),
      el("p", {}, view.proved
        ? mark("good", t("Rien de ce que vous cachez ne se lit dans le document écrit."))
        : mark("wrong", t("Une partie de ce que vous cachez se lit encore."))),
      el("ul", { class: "acte-preuve texte-libre" }, view.proof.map((one) => el("li", {}, one))),
      el("ul", { class: "emporter" }, view.files.map(({ url, name, label }) => el("li", {},
        el("a", { class: "telecharger", href: url, download: name, on: { click: take } },
          t("Télécharger "), el("span", { class: "nom" }, name)),
        el("span", { class: "regle" }, ` ${label}`)))),
      el("p", { class: "regle" },
        t("Pas de PDF ici : un rectangle noir posé sur un texte ne l'efface pas.")),
    ]);
  }

  return { node, draw };
}
