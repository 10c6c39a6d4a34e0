// The odd one out: a table whose rows are the answers, one radio button a row.

import { el, trustedInline } from "./dom.js";
import { family } from "./marks.js";
import { orSkip, told } from "./question_parts.js";

// row(answer, number) gives what comes before the first cell, and after the row.
function table(view, id, row) {
  return el("div", { class: "defile" }, el("table", { class: "intrus" },
    el("thead", {}, el("tr", {}, view.head_html.map((html) =>
      el("th", { scope: "col" }, trustedInline(html))))),
    el("tbody", {}, view.answers.map((answer, number) => {
      const { before, after, className, on = {} } = row(answer, number);
      const cells = answer.cells_html.map((html, place) => {
        const name = `${id}-${number}-${place}`;
        if (place) return el("td", { id: name }, trustedInline(html));
        const words = el("span", { id: name }, trustedInline(html));
        return el("th", { scope: "row" }, el("div", { class: "intrus-tete" }, before, words));
      });
      return [
        el("tr", { class: className, on }, cells),
        after && el("tr", { class: `intrus-dit ${className}` },
          el("td", { colspan: String(view.head_html.length) }, after)),
      ];
    }))));
}

export function form(view, { id, draft }) {
  const start = draft || [];
  const inputs = [];
  const body = table(view, id, (answer, number) => {
    const input = el("input", {
      type: "radio", name: id, value: answer.id, checked: start.includes(answer.id),
      // The whole row names it: the first cell alone may say nothing.
      "aria-labelledby": answer.cells_html.map((_, place) => `${id}-${number}-${place}`).join(" "),
      "aria-describedby": answer.feedback_html ? `${id}-${number}-retour` : null,
    });
    inputs.push(input);
    return {
      before: input,
      className: `rangee ${answer.chosen ? family(answer.verdict) : ""}`,
      on: { click: () => { input.checked = true; } },
      after: answer.feedback_html
        && told(answer.verdict, words(answer), answer.feedback_html, `${id}-${number}-retour`),
    };
  });
  const chosen = () => inputs.filter((input) => input.checked).map((input) => input.value);
  return {
    body,
    read: () => (chosen().length
      ? { given: chosen() }
      : { fault: orSkip(view, "Choisissez une ligne du tableau"), at: inputs[0] }),
    draft: chosen,
  };
}

export function done(view, { id }) {
  return table(view, id, (answer) => {
    const known = answer.chosen || answer.verdict === "right";
    return {
      before: el("span", { class: "puce", "aria-hidden": "true" }, answer.chosen ? "●" : "○"),
      className: known ? family(answer.verdict) : "",
      after: known
        && told(answer.verdict, words(answer), answer.feedback_html || answer.solution_html),
    };
  });
}

function words(answer) {
  if (!answer.chosen) return "C'était l'intrus.";
  return answer.verdict === "right" ? "C'est bien l'intrus." : "Cette ligne n'est pas l'intrus.";
}
