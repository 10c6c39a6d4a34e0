// What stays in sight while a level is moved further up the page: the risk, the people found
// again and the use, in one line; and the question that ends it all.

import { el, replace } from "./dom.js";
import { t, whole } from "./fr.js";
import { once } from "./privacy_once.js";
import { stateFamily, stateMark } from "./privacy_words.js";

const SHORT = { k: "Plus petit groupe", at_risk: "À risque", utility: "Utilité" };

// scored: in an exercise, the answer counts. check(button) asks for it.
export function checkBar(scored, check) {
  const list = el("ul", { class: "barre-jauges" });
  const busy = el("p", { class: "barre-calcul regle", "aria-hidden": "true" }, t("Calcul…"));
  const button = el("button", {
    type: "button", class: "bouton", on: { click: () => check(button) },
  }, t("Est-ce publiable ?"));
  const node = el("div", { class: "etabli-barre barre-anon", role: "region", "aria-label": t("Risque et utilité") },
    list, el("div", { class: "barre-fin" }, busy,
      scored && el("p", { class: "regle barre-regle" }, t("Votre réponse sera enregistrée.")),
      el("div", { class: "actions" }, button)));
  const changed = once();

  const item = (word, value, state) => el("li", { class: `barre-jauge ${stateFamily(state)}` },
    el("span", { class: "barre-mot" }, word), " ", value);

  // found: people still found, or null while they are looked for.
  function draw({ gauges, appraisal }, found) {
    const shown = Object.keys(SHORT).map((name) => gauges.find((one) => one.name === name)).filter(Boolean);
    changed("bar", [shown, found], () => {
      const items = shown.map((gauge) => item(t(SHORT[gauge.name]), stateMark(gauge.state, gauge.value, "strong"), gauge.state));
      items.splice(2, 0, item(t("Retrouvées"), el("strong", {}, found === null ? "…" : whole(found)), ""));
      replace(list, items);
    });
    button.classList.toggle("discret", Boolean(appraisal));
  }

  // What is told aloud once nothing moves.
  const summary = ({ gauges }) => gauges
    .filter(({ name }) => name in SHORT)
    .map(({ name, value }) => `${t(SHORT[name])} : ${value}`.replace(" :", "\u00a0:"))
    .join(", ");

  return { node, draw, summary };
}
