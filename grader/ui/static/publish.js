// An exercise whose work is done on the sandbox portal: what is asked, the way to the portal, the
// guided console where there is one, then the record that one hands, and what was found in it.

import { el, heading, replace, trusted } from "./dom.js";
import { outcomeLine } from "./marks.js";
import { consoleSection } from "./console.js";
import { helpsPart } from "./exercise_helps.js";
import { once } from "./privacy_once.js";
import { goalsSection } from "./publish_goals.js";
import { placesSection } from "./publish_places.js";
import { recordSection } from "./publish_record.js";

const UNTOLD = "Rien n'a encore été vérifié. Voici ce qui sera regardé dans votre fiche.";

export function mount(host) {
  const level = host.level;
  const head = el("div", { class: "tete" });
  const changed = once();
  const places = placesSection(host, level + 1, draw);
  const guide = consoleSection(host, level + 1, draw, () => record.focus());
  const goals = goalsSection(host, level + 1, UNTOLD);
  const record = recordSection(host, level + 1, draw, () => goals.tell());
  const helps = helpsPart(host, level + 1, draw);
  replace(host.body, head, places.node, guide.node, record.node, goals.node, helps.node);

  function draw(view) {
    changed("head", [view.title, view.outcome, view.statement_html], () => replace(head,
      heading(level, { class: "exercice-titre" }, view.title),
      outcomeLine(view.outcome),
      el("div", { class: "consigne" }, trusted(view.statement_html))));
    places.draw(view);
    guide.draw(view.console, view.title);
    record.draw(view);
    goals.draw(view);
    // A confirmation that is open stays open while the rest is looked at again.
    changed("helps", [view.hints_html, view.hints_total, view.solution_html], () => helps.draw(view));
  }

  // What was done in another tab is there on return, without a word to ask for it.
  async function lookAgain() {
    if (document.hidden || host.busy || !host.root.isConnected) return;
    const next = await host.ask("refresh", {}, { quiet: true, only: true });
    if (next) draw(next);
  }
  document.addEventListener("visibilitychange", lookAgain);
  addEventListener("focus", lookAgain);

  return draw;
}
