// True or false, then the reason why: two groups of radio buttons, one after the other.

import { el, trustedInline } from "./dom.js";
import { t } from "./fr.js";
import { family } from "./marks.js";
import { expectedInstead, orSkip, told } from "./question_parts.js";

const VERDICTS = { true: "Vrai", false: "Faux" };

export function form(view, { id, draft }) {
  const start = draft || view.given;
  const radio = (group, value) => el("input", {
    type: "radio", name: `${id}-${group}`, id: `${id}-${group}-${value}`, value,
    checked: start.includes(value),
  });
  const line = (input, text) => el("li", { class: "reponse" },
    el("label", { for: input.id }, input, el("span", {}, text)));
  const verdicts = Object.keys(VERDICTS).map((value) => radio("avis", value));
  const reasons = view.answers.map((answer) => radio("raison", answer.id));
  const picked = (inputs) => inputs.filter((input) => input.checked).map((input) => input.value);
  const draftOf = () => [...picked(verdicts), ...picked(reasons)];

  function read() {
    if (!picked(verdicts).length) {
      return { fault: orSkip(view, "Choisissez « Vrai » ou « Faux »"), at: verdicts[0] };
    }
    if (!picked(reasons).length) {
      return { fault: orSkip(view, "Choisissez aussi la raison"), at: reasons[0] };
    }
    return { given: draftOf() };
  }

  return {
    body: [
      el("fieldset", { class: "partie" },
        el("legend", {}, t("Cette affirmation est :")),
        el("ul", { class: "reponses cote-a-cote" },
          verdicts.map((input) => line(input, VERDICTS[input.value])))),
      el("fieldset", { class: "partie" },
        el("legend", {}, t("Pour quelle raison ?")),
        el("ul", { class: "reponses" }, reasons.map((input, number) =>
          line(input, trustedInline(view.answers[number].text_html))))),
    ],
    read,
    draft: draftOf,
  };
}

export function done(view) {
  const [given] = view.given;
  const [expected] = view.expected;
  const right = given === expected;
  const why = view.remarks.find((remark) => remark.verdict !== "expected");
  return [
    given && el("p", { class: "sous-titre" }, t("Votre réponse : "), VERDICTS[given]),
    given && el("div", { class: `bloc ${family(right ? "right" : "wrong")}` },
      told(right ? "right" : "wrong", right ? "C'est juste." : "Ce n'est pas cela.", why.html)),
    !right && expected && expectedInstead(view, VERDICTS[expected]),
    el("p", { class: "sous-titre" }, t("Les raisons")),
    el("ul", { class: "reponses" }, view.answers.map((answer) => {
      const known = answer.chosen || answer.verdict === "right";
      return el("li", { class: `reponse ${known ? family(answer.verdict) : ""}` },
        el("div", { class: "reponse-texte" },
          el("span", { class: "puce", "aria-hidden": "true" }, answer.chosen ? "●" : "○"),
          el("span", {}, trustedInline(answer.text_html))),
        known && told(answer.verdict, words(answer), answer.feedback_html || answer.solution_html));
    })),
  ];
}

function words(answer) {
  if (!answer.chosen) return "C'était la raison attendue.";
  return answer.verdict === "right" ? "Votre raison est juste." : "Votre raison n'est pas la bonne.";
}
