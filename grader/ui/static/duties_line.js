// One duty of an exercise: the answers to choose from, then what the law says of it.

import { el } from "./dom.js";
import { t } from "./fr.js";
import { family, sign } from "./marks.js";

// o: { id, rank, choices, chosen, choose(value) }
export function dutyNode(line, o) {
  return line.state === "done" ? explained(line, o) : asked(line, o);
}

const name = (line, o) => [
  el("span", { class: "devoir-rang" }, o.rank, " "),
  el("span", { class: "devoir-titre" }, line.title),
];

const told = (line, id = null) => line.result
  && el("p", { class: `resultat ${family(line.result_kind)}`, id },
    sign(line.result_kind), " ", line.result);

function asked(line, o) {
  const retry = line.state === "retry";
  const about = [`${o.id}-quoi`, retry && `${o.id}-dit`].filter(Boolean).join(" ");
  return el("fieldset", { "aria-describedby": about },
    el("legend", {}, name(line, o)),
    el("p", { class: "devoir-quoi", id: `${o.id}-quoi` }, line.what),
    retry && told(line, `${o.id}-dit`),
    el("ul", { class: "reponses cote-a-cote" }, o.choices.map(([value, label], rank) => {
      // An answer that was not the right one is not proposed again.
      const tried = value === line.given;
      const input = el("input", {
        type: "radio", name: o.id, value, id: `${o.id}-${rank}`,
        checked: value === o.chosen, disabled: tried, on: { change: () => o.choose(value) },
      });
      return el("li", { class: `reponse ${tried ? "essaye" : ""}` },
        el("label", { for: input.id }, input,
          el("span", {}, label, tried && el("span", { class: "deja" }, " (déjà essayé)"))));
    })));
}

const labelOf = (value, choices) => choices.find(([one]) => one === value)[1];

function explained(line, { choices, ...o }) {
  const { why } = line;
  const right = line.given === why.answer;
  return el("div", { class: `devoir-fait ${family(line.result_kind)}` },
    el("p", { class: "enonce" }, name(line, o)),
    el("p", { class: "devoir-quoi" }, line.what),
    told(line),
    el("p", { class: "devoir-reponse" },
      line.given && [t("Votre réponse : "), el("strong", {}, labelOf(line.given, choices)), ". "],
      !right && [t("Réponse attendue : "), el("strong", {}, labelOf(why.answer, choices)), "."]),
    el("div", { class: "conclusion" },
      el("p", {}, why.because),
      el("dl", { class: "devoir-droit" },
        row("Texte", [why.article, why.since && `, ${why.since}`]),
        why.note && row("À savoir", why.note),
        row(why.sources.length > 1 ? "Sources" : "Source", el("ul", {}, why.sources.map(source))))));
}

const row = (term, content) => el("div", {}, el("dt", {}, t(term)), el("dd", {}, content));

const source = ({ reference, url, checked }) => el("li", {},
  url ? el("a", { class: "lien-externe", rel: "noopener", href: url }, reference) : reference,
  ` (${checked})`);
