// One answer or several among those proposed: radio buttons, or boxes to tick.

import { el, hidden, trustedInline } from "./dom.js";
import { t } from "./fr.js";
import { family } from "./marks.js";
import { orSkip, told } from "./question_parts.js";

export function form(view, { id, draft }) {
  const several = view.type === "multiple_choice";
  const retry = view.state === "retry";
  // A wrong single choice is not proposed again; several choices are mended one by one.
  const start = draft || (several && retry ? view.given : []);
  const inputs = [];
  const body = el("ul", { class: "reponses" }, view.answers.map((answer, number) => {
    const input = el("input", {
      type: several ? "checkbox" : "radio",
      name: id,
      value: answer.id,
      id: `${id}-${number}`,
      checked: start.includes(answer.id),
      "aria-describedby": answer.feedback_html ? `${id}-${number}-retour` : null,
    });
    inputs.push(input);
    return el("li", { class: `reponse ${retry && answer.chosen ? family(answer.verdict) : ""}` },
      el("label", { for: input.id }, input, el("span", {}, trustedInline(answer.text_html))),
      answer.feedback_html
        && told(answer.verdict, words(answer), answer.feedback_html, `${id}-${number}-retour`));
  }));
  const chosen = () => inputs.filter((input) => input.checked).map((input) => input.value).sort();

  function read() {
    if (chosen().length) return { given: chosen() };
    const fault = several ? "Cochez au moins une réponse" : "Choisissez une réponse";
    return { fault: orSkip(view, fault), at: inputs[0] };
  }

  return { body, read, draft: chosen };
}

export function done(view) {
  return el("ul", { class: "reponses" }, view.answers.map((answer) => {
    const known = answer.chosen || answer.verdict === "right";
    return el("li", { class: `reponse ${known ? family(answer.verdict) : ""}` },
      el("div", { class: "reponse-texte" },
        el("span", { class: "puce", "aria-hidden": "true" }, answer.chosen ? "●" : "○"),
        el("span", {}, trustedInline(answer.text_html)),
        !known && hidden(t(" (réponse non choisie, fausse)"))),
      known && told(answer.verdict, words(answer), answer.feedback_html || answer.solution_html));
  }));
}

function words(answer) {
  return {
    "right true": "Votre réponse est juste.",
    "wrong true": "Votre réponse n'est pas la bonne.",
    "right false": "C'était une bonne réponse.",
  }[`${answer.verdict} ${Boolean(answer.chosen)}`];
}
