// What every type of question is drawn with: its stem, and what is told of an answer.

import { el, trusted, trustedInline } from "./dom.js";
import { t } from "./fr.js";
import { family, sign } from "./marks.js";

// A stem may be several paragraphs or hold a table: the first one names the group of answers,
// the rest follows in the same fieldset.
export function stem(html) {
  const parts = trustedInline(html);
  const first = parts.firstElementChild;
  if (parts.children.length < 2 || first.tagName !== "P") return [parts, null];
  first.remove();
  return [[...first.childNodes], parts];
}

// For an option, a button's name, or what is read aloud: the same words without their markup.
export const plainText = (html) => trusted(html).textContent.trim();

// A solution that was asked for with no answer given is no mistake.
export function resultLine(view) {
  const kind = view.state === "done" && !view.given.length ? "" : view.result_kind;
  return el("p", { class: `resultat ${family(kind)}` }, sign(kind || "info"), " ", view.result);
}

// Sign and words, then why.
export function told(verdict, words, html, id = null) {
  return el("div", { class: `retour ${family(verdict)}`, id },
    words && el("p", { class: "verdict" }, sign(verdict), " ", t(words)),
    html && el("p", {}, trustedInline(html)));
}

// What is told of the answer as a whole: the words that concern a passage stand by the passage.
export function wholeRemarks(view) {
  return view.remarks.filter(({ first, verdict }) => first < 0 && verdict !== "expected")
    .map(({ verdict, html }) =>
      el("p", { class: `remarque ${family(verdict)}` }, sign(verdict), " ", trustedInline(html)));
}

// What was expected instead, in words, and why.
export function expectedInstead(view, words) {
  return [
    el("p", { class: "attendu" }, t("Réponse attendue : "), el("strong", {}, words)),
    view.remarks.filter(({ first, verdict }) => first < 0 && verdict === "expected")
      .map(({ html }) => el("p", { class: "remarque" }, trustedInline(html))),
  ];
}

// « Choisissez une réponse, ou passez la question. » where it may still be passed.
export function orSkip(view, sentence) {
  return view.state === "open" ? `${sentence}, ou passez la question.` : `${sentence}.`;
}

export const ordinal = (place) => (place === 1 ? "1re" : `${place}e`);

// Answers that pair an entry with its target: "a=2".
export function pairsOf(given) {
  return new Map(given.map((one) => {
    const at = one.indexOf("=");
    return [one.slice(0, at), one.slice(at + 1)];
  }));
}

// What was answered is a learner's own text: shown as it is, between quotation marks.
export function quoted(text) {
  return ["«\u00a0", el("span", { class: "cite" }, text), "\u00a0»"];
}
