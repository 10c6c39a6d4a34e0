// « Voir les solutions » of a quiz or a case, as long as something is left to do in it.

import { el, replace } from "./dom.js";
import { confirmButton } from "./confirm.js";

// onView(view): what is done with the reply.
export function drawSolutions(box, host, onView) {
  const solution = confirmButton({
    label: "Voir les solutions",
    sentence: "Voir les solutions : les questions non finies seront fermées et ce que vous ferez "
      + "ensuite ne rapportera plus de points.",
    yes: "Voir les solutions quand même",
    act: async (near) => {
      const next = await host.ask("solution", {}, { near });
      if (next) onView(next);
    },
  });
  replace(box, el("div", { class: "actions" }, solution.button), solution.box);
}
