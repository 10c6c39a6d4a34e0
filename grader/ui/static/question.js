// A question: a native fieldset while it is open, the answers with their verdicts once done.

import { el, focusOn, heading, hidden, replace, trusted, trustedInline } from "./dom.js";
import { t } from "./fr.js";
import { family, sign } from "./marks.js";

// Draws one question into `box`.
// o: { uid, level, title, ask(action, args, near), say, onView(view), next: null | {label, go} }
export function drawQuestion(box, view, o) {
  const id = `${o.uid}-${view.id}`;
  const done = view.state === "done";
  const title = heading(o.level, { class: "question-titre", id: `${id}-titre` }, o.title);
  const content = done ? finished(view) : form(view, id, o);
  replace(box, title, content);
  box.className = `question ${view.state}`;
  return title;
}

// A stem may be several paragraphs or hold a table: the first one names the group of answers,
// the rest follows in the same fieldset.
function stem(html) {
  const parts = trustedInline(html);
  const first = parts.firstElementChild;
  if (parts.children.length < 2 || first.tagName !== "P") return [parts, null];
  first.remove();
  return [[...first.childNodes], parts];
}

function form(view, id, o) {
  const several = view.type === "multiple_choice";
  const retry = view.state === "retry";
  const [legend, rest] = stem(view.question_html);
  const fault = el("p", { class: "faute", id: `${id}-faute`, hidden: true });
  const inputs = [];
  const answers = view.answers.map((answer, number) => {
    const input = el("input", {
      type: several ? "checkbox" : "radio",
      name: id,
      value: answer.id,
      id: `${id}-${number}`,
      // A wrong single choice is not proposed again; several choices are mended one by one.
      checked: retry && several && answer.chosen,
      "aria-describedby": answer.feedback_html ? `${id}-${number}-retour` : null,
    });
    inputs.push(input);
    return el("li", { class: `reponse ${retry && answer.chosen ? family(answer.verdict) : ""}` },
      el("label", { for: input.id }, input, el("span", {}, trustedInline(answer.text_html))),
      answer.feedback_html && el("div", { class: "retour", id: `${id}-${number}-retour` },
        verdictWords(answer), trusted(answer.feedback_html)));
  });
  const validate = el("button", { type: "submit", class: "bouton" }, t("Valider"));
  const skip = view.state === "open" && el("button", {
    type: "button", class: "bouton discret", on: { click: () => pass() },
  }, t("Passer"));

  async function pass() {
    const next = await o.ask("skip", {}, skip);
    if (next) o.onView(next, "skip");
  }

  async function submit(event) {
    event.preventDefault();
    const chosen = inputs.filter((input) => input.checked).map((input) => input.value);
    fault.hidden = chosen.length > 0;
    if (!chosen.length) {
      fault.textContent = several
        ? t("Cochez au moins une réponse, ou passez la question.")
        : t("Choisissez une réponse, ou passez la question.");
      if (view.state !== "open") fault.textContent = t("Choisissez d'abord une réponse.");
      o.say(fault.textContent);
      inputs[0].focus();
      return;
    }
    const next = await o.ask("answer", { chosen: chosen.sort() }, validate);
    if (next) o.onView(next, "answer");
  }

  return el("form", { novalidate: true, on: { submit } },
    el("fieldset", { "aria-describedby": `${id}-regle ${id}-faute` },
      el("legend", {}, legend),
      rest && el("div", { class: "suite" }, rest),
      el("p", { class: "regle", id: `${id}-regle` }, view.rule),
      el("ul", { class: "reponses" }, answers)),
    fault,
    view.state === "skipped" && view.result && el("p", { class: "note" }, view.result),
    retry && resultLine(view),
    el("div", { class: "actions" }, validate, skip));
}

function verdictWords(answer) {
  if (!answer.verdict) return null;
  const words = {
    "right true": "Votre réponse est juste.",
    "wrong true": "Votre réponse n'est pas la bonne.",
    "right false": "C'était une bonne réponse.",
  }[`${answer.verdict} ${Boolean(answer.chosen)}`];
  return words ? el("p", { class: "verdict" }, sign(answer.verdict), " ", t(words)) : null;
}

function resultLine(view) {
  return el("p", { class: `resultat ${family(view.result_kind)}` },
    sign(view.result_kind || "info"), " ", view.result);
}

function finished(view) {
  const [legend, rest] = stem(view.question_html);
  return el("div", { class: "question-faite" },
    el("div", { class: "enonce" }, el("p", {}, legend), rest),
    el("ul", { class: "reponses" }, view.answers.map((answer) => {
      const told = answer.chosen || answer.verdict === "right";
      return el("li", { class: `reponse ${told ? family(answer.verdict) : ""}` },
        el("div", { class: "reponse-texte" },
          el("span", { class: "puce", "aria-hidden": "true" }, answer.chosen ? "●" : "○"),
          el("span", {}, trustedInline(answer.text_html)),
          !told && hidden(t(" (réponse non choisie, fausse)"))),
        told && el("div", { class: "retour" }, verdictWords(answer),
          answer.feedback_html && trusted(answer.feedback_html)));
    })),
    el("div", { class: "conclusion" },
      view.result && resultLine(view),
      view.explanation_html && el("div", { class: "explication" }, trusted(view.explanation_html)),
      view.source && el("p", { class: "source" }, t("Source : "), view.source)));
}

// After an answer: the reading goes on where the news is.
export function settleFocus(box, view, say) {
  const conclusion = box.querySelector(".conclusion");
  if (view.state === "done" && conclusion) {
    focusOn(conclusion);
  } else {
    say(view.result);
    const first = box.querySelector("input");
    if (first) first.focus();
  }
}

// A formative question, alone in the text of a lesson.
export function mount(host) {
  const box = el("div");
  replace(host.body, box);
  const draw = (view) => drawQuestion(box, view, {
    uid: host.uid,
    level: host.level,
    title: t("Question"),
    say: (text) => host.say(text),
    ask: (action, args, near) => host.ask(action, args, { near }),
    onView: (next) => {
      draw(next);
      settleFocus(box, next, (text) => host.say(text));
    },
  });
  return draw;
}
