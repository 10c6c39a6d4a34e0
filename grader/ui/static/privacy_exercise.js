// An exercise on anonymisation: the file is given, what is asked is said, the workbench is
// beneath, and « Est-ce publiable ? » gives the answer in.

import { el, heading, replace, trusted } from "./dom.js";
import { t } from "./fr.js";
import { outcomeFeedback, outcomeLine } from "./marks.js";
import { helpsPart } from "./exercise_helps.js";
import { workbench } from "./privacy.js";

export function mount(host) {
  const level = host.level;
  const head = el("div", { class: "tete" });
  const results = el("div", { class: "resultats" });
  const box = el("div", { class: "etabli anon" });
  const helps = helpsPart(host, level + 1, drawAround);
  replace(host.body, head, box, results, helps.node);
  const drawBench = workbench(host, box, { level: level + 1, prefix: "privacy_", inside: { checked } });

  const download = (url, name, facts) => url && el("li", {},
    el("a", { class: "telecharger", href: url, download: name },
      t("Télécharger "), el("span", { class: "nom" }, name)),
    facts && el("span", { class: "regle" }, ` ${facts}`));

  // The file, and what anybody may know besides: the attacker has no other weapon.
  const files = (view) => el("ul", { class: "emporter" },
    download(view.given_url, view.given_name, view.given_facts),
    download(view.public_url, view.public_name, t("(le fichier public de l'attaquant)")));

  // The answer was given in: outcome, feedback and progress are asked again.
  async function checked() {
    await host.free();
    const next = await host.ask("refresh", {}, { quiet: true });
    if (next) draw(next);
  }

  function drawAround(view) {
    replace(head,
      heading(level, { class: "exercice-titre", id: `${host.uid}-exercice` }, view.title),
      outcomeLine(view.outcome),
      el("div", { class: "consigne" }, trusted(view.statement_html)),
      files(view));
    results.hidden = !view.outcome.feedback.length;
    replace(results, outcomeFeedback(view.outcome));
    helps.draw(view);
  }

  function draw(view) {
    drawAround(view);
    drawBench(view.bench || null);
  }

  return draw;
}
