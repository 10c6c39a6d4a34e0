// Where her file stands, on the page of a module: five stages, each with its sign and its word.

import { el, heading } from "./dom.js";
import { t } from "./fr.js";
import { mark } from "./marks.js";

const KINDS = { done: "done", ongoing: "started", todo: "new" };

export function roadSection(road, level, uid) {
  if (!road) return null;
  return el("section", { class: "module-route", "aria-labelledby": `${uid}-route` },
    heading(level, { id: `${uid}-route` }, t("La route de votre fichier")),
    el("p", {}, el("span", { class: "nom" }, road.name), t(" : "), road.sentence, "."),
    el("ol", { class: "module-etapes" }, road.steps.map((step) => el("li", {},
      el("span", { class: "module-etape" }, step.title), " ",
      mark(KINDS[step.state] || "new", step.word)))),
    el("p", {}, el("a", { href: road.url }, t("Voir la route de mon fichier, et son rapport"))));
}
