// A spreadsheet's habits, seen happening: one types a value, and reads what becomes of it. It is
// no exercise: nothing is sent or kept.

import { el, replace } from "./dom.js";
import { t } from "./fr.js";
import { sign } from "./marks.js";
import { opened } from "./spreadsheet.js";

const MOST = 60;

export function mount(root, number) {
  const examples = [...root.querySelectorAll("code")].map((one) => one.textContent);
  const id = `tableur-${number}`;
  const field = el("input", {
    type: "text", id, maxlength: MOST, autocomplete: "off", spellcheck: "false",
    value: examples[0] || "", on: { input: show },
  });
  const asText = el("input", { type: "checkbox", id: `${id}-texte`, on: { change: show } });
  const outcome = el("div", { class: "tableur-suite", role: "status" });
  const choices = examples.map((text) => el("li", {},
    el("button", {
      type: "button", class: "bouton discret", on: { click: () => take(text) },
    }, text)));

  function take(text) {
    field.value = text;
    show();
  }

  function show() {
    const typed = field.value.slice(0, MOST);
    const seen = asText.checked
      ? {
        kept: typed, shown: typed, saved: typed, harmed: false,
        told: t("La colonne est au format Texte, choisi avant l'ouverture : rien ne change."),
      }
      : opened(typed, new Date().getFullYear());
    const line = (name, value) => [el("dt", {}, name),
      el("dd", {}, value ? el("code", {}, value) : t("rien"))];
    replace(outcome,
      el("dl", {},
        line(t("Dans le fichier"), typed),
        line(t("Ce que le tableur retient"), seen.kept),
        line(t("Ce qu'il montre"), seen.shown),
        line(t("Ce qu'il enregistre en CSV"), seen.saved)),
      el("p", { class: "tableur-dit" },
        sign(seen.harmed ? "wrong" : "right"), " ",
        el("strong", {}, seen.harmed ? t("Abîmé.") : t("Intact.")), " ", seen.told));
  }

  replace(root,
    el("p", { class: "tableur-titre" }, t("Essayez : ce que devient une cellule")),
    el("p", {}, el("label", { for: id }, t("Ce que contient le fichier")), " ", field),
    choices.length > 0 && [el("p", { id: `${id}-exemples` }, t("Ou prenez un exemple :")),
      el("ul", { class: "tableur-exemples", "aria-labelledby": `${id}-exemples` }, choices)],
    el("p", {}, asText, " ",
      el("label", { for: `${id}-texte` }, t("J'ai d'abord donné à la colonne le format « Texte »"))),
    outcome);
  show();
}
