// The ways out of an exercise: hints one after the other, then the solution.

import { el, focusOn, heading, replace, trusted } from "./dom.js";
import { plural, t } from "./fr.js";
import { confirmButton } from "./confirm.js";

// redraw(view): draws the exercise anew around what is at work in it. more(view, act): other ways
// out, and how they act.
export function helpsPart(host, level, redraw, more = () => null) {
  const node = el("div", { class: "aides" });

  async function act(action, near, target, redrawn = redraw) {
    await host.free(); // what the page asks by itself must not swallow what a person asks
    const next = await host.ask(action, {}, { near });
    if (!next) return;
    redrawn(next);
    focusOn([...host.body.querySelectorAll(target)].at(-1));
  }

  function hints(view) {
    const opened = view.hints_html.length;
    const left = view.hints_total - opened;
    if (!view.hints_total) return null;
    const button = left > 0 && el("button", {
      type: "button", class: "bouton discret",
      on: { click: () => act("hint", button, ".indice") },
    }, opened ? t("Un autre indice") : t("Un indice"));
    return [
      opened > 0 && el("ol", { class: "indices" },
        view.hints_html.map((html) => el("li", { class: "indice" }, trusted(html)))),
      el("div", { class: "actions" }, button,
        el("span", { class: "regle" }, left > 0
          ? t(`${plural(left, "indice")} à ouvrir, sans perte de points`)
          : t("Tous les indices sont ouverts."))),
    ];
  }

  function solution(view) {
    if (view.kind === "own_file") return null; // nobody but she has the solution of her own file
    if (view.solution_html || view.solution_url) {
      return el("div", { class: "solution" },
        heading(level, { class: "solution-titre" }, t("Solution")),
        trusted(view.solution_html),
        view.solution_url && el("p", {}, el("a", {
          class: "telecharger", href: view.solution_url, download: view.solution_name,
        }, t("Télécharger "), el("span", { class: "nom" }, view.solution_name))));
    }
    const ask = confirmButton({
      label: "Voir la solution",
      sentence: "Voir la solution : ce que vous ferez ensuite ne rapportera plus de points.",
      yes: "Voir la solution quand même",
      act: (near) => act("solution", near, ".solution-titre"),
    });
    return [el("div", { class: "actions" }, ask.button), ask.box];
  }

  function draw(view) {
    const parts = [hints(view), solution(view), more(view, act)].filter(Boolean);
    node.hidden = !parts.length;
    replace(node, parts.length > 0 && [
      heading(level, {}, t("Besoin d'un coup de main ?")), parts,
    ]);
  }

  return { node, draw };
}
