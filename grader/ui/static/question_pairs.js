// Entries that each go with a target: a list to choose from for each (matching), or a row of
// columns for each (classification).

import { el, trustedInline } from "./dom.js";
import { t } from "./fr.js";
import { family } from "./marks.js";
import { orSkip, pairsOf, plainText, told } from "./question_parts.js";

// One control per entry; `make(answer, number, start)` gives { node, value(), first }.
function onePerEntry(view, { draft }, make, className) {
  const start = pairsOf(draft || view.given);
  const retry = view.state === "retry";
  const controls = view.answers.map((answer, number) =>
    ({ answer, ...make(answer, number, start.get(answer.id) || "") }));
  const pairs = () => controls.filter((one) => one.value())
    .map((one) => `${one.answer.id}=${one.value()}`);

  function read() {
    const empty = controls.filter((one) => !one.value());
    controls.forEach((one) => one.missing(empty.includes(one)));
    if (!empty.length) return { given: pairs() };
    const fault = empty.length === controls.length
      ? "Choisissez une réponse pour chaque ligne"
      : `Choisissez une réponse pour chaque ligne (il en reste ${empty.length})`;
    return { fault: orSkip(view, fault), at: empty[0].first };
  }

  const body = el("ul", { class: className }, controls.map(({ answer, node }) =>
    el("li", { class: `paire ${retry ? family(answer.verdict) : ""}` }, node,
      answer.feedback_html
        && told(answer.verdict, words(answer.verdict), answer.feedback_html))));
  return { body, read, draft: pairs };
}

const words = (verdict) => ({ right: "Juste.", wrong: "À revoir." }[verdict]);

// A list to choose from, under the words that it goes with.
export const matching = {
  form: (view, o) => onePerEntry(view, o, (answer, number, start) => {
    const select = el("select", {
      id: `${o.id}-${number}`, "aria-describedby": `${o.id}-faute`,
    },
    el("option", { value: "" }, t("Choisissez")),
    view.targets.map((target) => el("option", { value: target.id, selected: target.id === start },
      plainText(target.text_html))));
    return {
      node: el("div", { class: "appariement" },
        el("label", { for: select.id }, trustedInline(answer.text_html)), select),
      value: () => select.value,
      missing: (is) => invalid(select, is),
      first: select,
    };
  }, "paires"),
  done,
};

// One row a entry, one radio button a column; the columns stand under one another when there is
// no room, each with its name beside it.
export const classification = {
  form: (view, o) => onePerEntry(view, o, (answer, number, start) => {
    const radios = view.targets.map((target) => el("input", {
      type: "radio", name: `${o.id}-${number}`, id: `${o.id}-${number}-${target.id}`,
      value: target.id, checked: target.id === start, "aria-describedby": `${o.id}-faute`,
    }));
    const columns = view.targets.map((target) => trustedInline(target.text_html));
    return {
      node: el("fieldset", { class: "classement" },
        el("legend", {}, trustedInline(answer.text_html)),
        el("div", { class: "colonnes-a-choisir" }, radios.map((radio, place) =>
          el("label", { class: "colonne-a-choisir", for: radio.id }, radio,
            el("span", {}, columns[place]))))),
      value: () => (radios.find((radio) => radio.checked) || {}).value || "",
      missing: () => {}, // a radio button has no such state: the sentence and the focus say it
      first: radios[0],
    };
  }, "paires"),
  done,
};

function invalid(control, is) {
  if (is) control.setAttribute("aria-invalid", "true");
  else control.removeAttribute("aria-invalid");
}

function done(view) {
  const given = pairsOf(view.given);
  const expected = pairsOf(view.expected);
  const targets = new Map(view.targets.map((target) => [target.id, target]));
  const named = (id) => {
    const target = targets.get(id);
    return target && trustedInline(target.text_html);
  };
  return el("ul", { class: "paires" }, view.answers.map((answer) => {
    const right = given.get(answer.id) === expected.get(answer.id);
    return el("li", { class: `paire ${answer.chosen ? family(answer.verdict) : ""}` },
      el("p", { class: "paire-nom" }, trustedInline(answer.text_html)),
      answer.chosen && el("p", {}, t("Votre réponse : "), named(given.get(answer.id))),
      answer.chosen && told(answer.verdict, words(answer.verdict), answer.feedback_html),
      !right && expected.size > 0 && el("p", { class: "attendu" }, t("Réponse attendue : "),
        el("strong", {}, named(expected.get(answer.id)))),
      !right && answer.solution_html && el("p", {}, trustedInline(answer.solution_html)));
  }));
}
