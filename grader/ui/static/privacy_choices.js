// What was chosen so far, and the way back, one choice at a time.

import { el, heading, replace } from "./dom.js";
import { plural, t } from "./fr.js";
import { once } from "./privacy_once.js";

const SHOWN = 6; // choices that stand open; the older ones are opened on demand

const choiceList = (choices) => el("ol", { start: choices.length ? choices[0].number : 1 },
  choices.map(({ number, label }) => el("li", { value: number }, el("bdi", {}, label))));

export function choicesSection(host, line, level, uid) {
  const title = heading(level, { id: `${uid}-choix` }, t("Vos choix"));
  const none = el("p", { class: "regle" }, t("Aucun choix pour l'instant : le fichier est tel qu'il a été donné."));
  const summary = el("summary");
  const older = el("div");
  const old = el("details", {}, summary, older);
  const recent = el("div");
  // It stays reachable when there is nothing left to undo: the focus is never lost under the finger.
  const button = el("button", {
    type: "button", class: "bouton discret", on: { click: () => back() },
  }, t("Annuler le dernier choix"));
  const node = el("section", { class: "journal", "aria-labelledby": title.id },
    title, none, old, recent, el("div", { class: "actions" }, button));
  const changed = once();

  async function back() {
    if (button.getAttribute("aria-disabled") === "true") return;
    const last = line.view.choices.at(-1);
    const next = await line.act("undo", {}, { near: button, waiting: t("Annulation…") });
    if (next && last) host.say(t(`Annulé : ${last.label}`));
  }

  function draw({ choices, can_undo: possible }) {
    button.setAttribute("aria-disabled", String(!possible));
    none.hidden = choices.length > 0;
    changed("choices", choices, () => {
      const before = choices.slice(0, -SHOWN);
      old.hidden = !before.length;
      summary.textContent = t(before.length > 1
        ? `Voir les ${plural(before.length, "choix précédent", "choix précédents")}`
        : "Voir le choix précédent");
      replace(older, before.length > 0 && choiceList(before));
      replace(recent, choices.length > 0 && choiceList(choices.slice(-SHOWN)));
    });
  }

  return { node, draw };
}
