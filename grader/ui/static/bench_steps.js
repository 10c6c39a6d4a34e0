// What was done and can be undone, what may be taken away, and the bar that is always there:
// what is left, and « Vérifier de nouveau ».

import { el, heading, replace } from "./dom.js";
import { plural, t } from "./fr.js";
import { mark } from "./marks.js";

const SHOWN = 6; // steps that stand open; the older ones are opened on demand

// « Il reste 12 erreurs et 3 points à vérifier. »
export function remaining({ n_errors: errors, n_warnings: warnings }) {
  if (!errors && !warnings) return t("Il ne reste aucune anomalie.");
  const parts = [
    errors > 0 && plural(errors, "erreur"),
    warnings > 0 && plural(warnings, "point à vérifier", "points à vérifier"),
  ].filter(Boolean);
  return t(`Il reste ${parts.join(" et ")}.`);
}

function stepList(steps) {
  return el("ol", { start: steps.length ? steps[0].number : 1 },
    steps.map((step) => el("li", { value: step.number }, step.label)));
}

// undone(label, next): tells it once the last step was undone, and takes the focus after the first.
export function journalSection(line, level, uid, undone) {
  const title = heading(level, { id: `${uid}-journal`, tabindex: "-1" }, t("Ce que vous avez corrigé"));
  const old = el("details", { on: { toggle: () => drawOld() } });
  const recent = el("div");
  const undo = el("button", {
    type: "button", class: "bouton discret", on: { click: () => back() },
  }, t("Annuler la dernière correction"));
  const node = el("section", { class: "journal", "aria-labelledby": title.id },
    title, old, recent, el("div", { class: "actions" }, undo));
  let older = [];

  function drawOld() {
    const list = old.querySelector("ol");
    if (!old.open || (list && list.childElementCount === older.length)) return;
    if (list) list.remove();
    old.append(stepList(older));
  }

  async function back() {
    const last = line.view.steps.at(-1);
    const next = await line.act("undo", {}, { near: undo, waiting: t("Annulation…") });
    if (!next) return;
    undone(last ? last.label : "", next);
  }

  let told = "";
  function draw({ steps }) {
    node.hidden = !steps.length;
    const now = JSON.stringify(steps);
    if (now === told) return;
    told = now;
    older = steps.slice(0, -SHOWN);
    old.hidden = !older.length;
    replace(old, el("summary", {}, t(older.length > 1
      ? `Voir les ${plural(older.length, "correction précédente", "corrections précédentes")}`
      : "Voir la correction précédente")));
    drawOld();
    replace(recent, stepList(steps.slice(-SHOWN)));
  }

  return { node, draw };
}

export function downloadSection(level, uid) {
  const title = heading(level, { id: `${uid}-emporter` }, t("À emporter"));
  const list = el("ul", { class: "emporter" });
  const node = el("section", { class: "section-emporter", "aria-labelledby": title.id }, title, list);
  let told = "";

  function draw({ downloads }) {
    node.hidden = !downloads.length;
    const now = JSON.stringify(downloads);
    if (now === told) return;
    told = now;
    replace(list, downloads.map((one) => el("li", {},
      el("a", { class: "telecharger", href: one.url, download: one.name }, one.label),
      " ", el("span", { class: "nom" }, one.name))));
  }

  return { node, draw };
}

// scored: in an exercise, checking again is a new deposit. check(button) does it.
export function checkBar(scored, check) {
  const state = el("p", { class: "barre-etat" });
  const waiting = el("p", { class: "barre-attente regle" });
  const button = el("button", {
    type: "button", class: "bouton", on: { click: () => check(button) },
  }, t("Vérifier de nouveau"));
  const node = el("div", { class: "etabli-barre", role: "region", "aria-label": t("Vérification") },
    el("div", { class: "barre-texte" }, state, waiting), el("div", { class: "actions" }, button));

  function draw(view) {
    const clean = !view.n_errors && !view.n_warnings;
    replace(state, mark(clean ? "passed" : view.n_errors ? "error" : "warning", remaining(view)));
    button.classList.toggle("discret", !view.unchecked);
    const count = plural(view.unchecked, "correction");
    waiting.textContent = !view.unchecked
      ? t("Tout ce que vous avez fait est vérifié.")
      : t(`${count} à vérifier${scored ? " ; la vérification compte comme un nouveau dépôt" : ""}.`);
  }

  return { node, draw };
}
