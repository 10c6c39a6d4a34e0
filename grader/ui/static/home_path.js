// My path on the home page: one button for what comes next, then the parts, steps and their state.

import { el, heading, hidden } from "./dom.js";
import { t } from "./fr.js";
import { attestationLine, gauge } from "./lists.js";
import { mark } from "./marks.js";

function step(one) {
  return el("li", { class: one.current ? "suite" : "" },
    el("p", { class: "etape-nom" },
      el("a", { href: one.url, "aria-current": one.current ? "step" : false }, one.title)),
    el("p", { class: "etape-faits" },
      mark(one.state, one.state_label),
      el("span", {}, one.minutes_label),
      one.note && mark("done", one.note)));
}

// The part with what comes next is open: the others are a click away.
function part(one, level) {
  return el("details", { class: "parcours-partie", open: one.current },
    el("summary", {},
      heading(level + 1, {}, one.title), " ",
      el("span", { class: "parcours-reste" }, hidden(t(" : ")), one.state_label)),
    one.summary && el("p", { class: "regle" }, one.summary),
    el("ol", { class: "parcours-etapes" }, one.steps.map(step)));
}

export function pathSection(path, attestation, level, uid) {
  return el("section", { class: "parcours", "aria-labelledby": `${uid}-parcours` },
    heading(level, { class: "parcours-tete", id: `${uid}-parcours` }, t(`Votre parcours : ${path.title}`)),
    el("p", {}, path.summary),
    gauge(path.progress, `${path.done_label} ${path.of_label}, ${path.left_label}`, `${uid}-parcours-avance`),
    attestation && attestationLine(attestation, false),
    path.next_url
      ? el("p", { class: "parcours-suite" },
        el("a", { class: "bouton", href: path.next_url }, path.next_label, t(" : "), path.next_title),
        el("span", {}, path.next_minutes_label))
      : el("p", { class: "parcours-suite" }, t("Toutes les étapes sont faites. Un autre parcours ou un module vous attend plus bas.")),
    path.parts.map((one) => part(one, level)));
}
