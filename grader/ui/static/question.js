// A question, whatever its type: stem, answer, what is told of it, and the ways out. The part
// that differs from a type to another is in question_kinds.js.

import { el, focusOn, heading, replace, trusted } from "./dom.js";
import { t } from "./fr.js";
import { confirmButton } from "./confirm.js";
import { KINDS } from "./question_kinds.js";
import { written } from "./question_open_text.js";
import { resultLine, stem } from "./question_parts.js";
import { reportButton } from "./question_report.js";

// Box → what is drawn in it: { key, view, title, part }. A question that has not changed is left
// alone, and an answer in the making outlives a hint, a pass, or news of another question.
const drawn = new WeakMap();

// Draws one question into `box`.
// o: { uid, level, title, ask(action, args, near), say, onView(view, cause), graded, foot: node to
//   stand beneath, or none, skip: label of the button that passes, "" for none, hesitated: to say
//   that one was not sure }
export function drawQuestion(box, view, o) {
  const key = JSON.stringify(view);
  const last = drawn.get(box);
  if (last && last.key === key) return last.title;
  const id = `${o.uid}-${view.id}`;
  const title = heading(o.level, { class: "question-titre", id: `${id}-titre` }, o.title);
  const entry = { key, view, title, part: null };
  const draft = last && last.part && sameTry(last.view, view) ? last.part.draft() : null;
  const content = el("div");
  const compose = () => {
    const { part, node } = form(view, { ...o, id, draft });
    entry.part = part;
    replace(content, node);
  };
  if (view.state === "done") replace(content, finished(view, { ...o, id }));
  else if (view.state === "waiting" && !draft) replace(content, waiting(view, compose));
  else compose();
  drawn.set(box, entry);
  replace(box, title, content, o.foot, reportButton(view, o));
  box.className = `question ${view.state}`;
  return title;
}

// No answer was given in between: what is being composed still stands.
function sameTry(before, now) {
  return before.tries_left === now.tries_left && before.given.join() === now.given.join();
}

function form(view, o) {
  const { id } = o;
  const [legend, rest] = stem(view.question_html);
  const part = KINDS[view.type].form(view, o);
  const fault = el("p", { class: "faute", id: `${id}-faute`, hidden: true });
  const validate = el("button", { type: "submit", class: "bouton" }, t("Valider"));
  const pass = o.skip === undefined ? "Passer" : o.skip;
  const skip = pass && view.state === "open" && button(pass, "bouton discret", () => act("skip", skip));
  const reveal = view.can_reveal && revealing(view, o, act);

  async function act(action, near) {
    const next = await o.ask(action, {}, near);
    if (next) o.onView(next, action);
  }

  async function submit(event) {
    event.preventDefault();
    const { given, fault: missing, at } = part.read();
    fault.hidden = !missing;
    if (missing) {
      fault.textContent = t(missing);
      o.say(fault.textContent);
      at.focus();
      return;
    }
    const next = await o.ask("answer", { chosen: given }, validate);
    if (next) o.onView(next, "answer");
  }

  const node = el("form", { novalidate: true, on: { submit } },
    el("fieldset", { "aria-describedby": `${id}-regle ${id}-faute` },
      el("legend", {}, legend),
      rest && el("div", { class: "suite" }, rest),
      el("p", { class: "regle", id: `${id}-regle` }, view.rule),
      part.body),
    fault,
    view.state === "skipped" && view.result && el("p", { class: "note" }, view.result),
    view.state === "retry" && resultLine(view),
    hints(view),
    el("div", { class: "actions" }, validate, skip),
    el("div", { class: "actions coups-de-main" }, hintButton(view, act), reveal && reveal.button),
    reveal && reveal.box);
  return { part, node };
}

function button(label, className, click) {
  return el("button", { type: "button", class: className, on: { click } }, t(label));
}

function hints(view) {
  return view.hints_html.length > 0 && el("ol", { class: "indices" }, view.hints_html.map(
    (html, place) => el("li", { class: "indice" },
      el("span", { class: "indice-nom" }, t(`Indice ${place + 1} sur ${view.hints_total} : `)),
      trusted(html))));
}

function hintButton(view, act) {
  const next = view.hints_html.length + 1;
  if (next > view.hints_total) return null;
  const node = button(next > 1 ? "Un autre indice" : "Un indice", "lien", () => act("hint", node));
  node.append(` (${next} sur ${view.hints_total})`);
  return node;
}

function revealing(view, o, act) {
  const after = o.graded
    ? "Ce que vous avez déjà gagné reste acquis."
    : "Vous pourrez ensuite la recommencer.";
  const ask = confirmButton({
    label: "Voir la solution",
    sentence: `Voir la solution ferme cette question : vous n'y répondrez plus. ${after}`,
    yes: "Voir la solution quand même",
    act: (near) => act("reveal", near),
  });
  ask.button.className = "lien";
  return ask;
}

// A person has the answer: it may be rewritten until she has read it.
function waiting(view, rewrite) {
  const [legend, rest] = stem(view.question_html);
  return el("div", { class: "question-faite" },
    el("div", { class: "enonce" }, el("p", {}, legend), rest),
    written(view),
    el("div", { class: "conclusion" }, resultLine(view)),
    el("div", { class: "actions" }, button("Modifier ma réponse", "bouton discret", (event) => {
      const box = event.currentTarget.closest(".question");
      rewrite();
      box.querySelector("textarea").focus();
    })));
}

function finished(view, o) {
  const [legend, rest] = stem(view.question_html);
  const again = view.can_restart && button("Recommencer", "bouton discret", async () => {
    const next = await o.ask("again", {}, again);
    if (next) o.onView(next, "again");
  });
  return el("div", { class: "question-faite" },
    el("div", { class: "enonce" }, el("p", {}, legend), rest),
    KINDS[view.type].done(view, o),
    el("div", { class: "conclusion" },
      view.result && resultLine(view),
      view.comment && el("p", { class: "commentaire" },
        el("span", { class: "sous-titre" }, t("Le mot de la personne qui vous a lu : ")), view.comment),
      view.explanation_html && el("div", { class: "explication" }, trusted(view.explanation_html)),
      view.source && el("p", { class: "source" }, t("Source : "), view.source_url
        ? el("a", { class: "lien-externe", rel: "noopener", href: view.source_url }, view.source)
        : view.source)),
    el("div", { class: "actions" }, again, unsure(view, o)));
}

// A right answer that was not sure comes back another day.
function unsure(view, o) {
  if (!o.hesitated || view.result_kind !== "good") return null;
  const node = button("J'ai hésité", "lien", async () => {
    const reply = await o.ask("hesitated", {}, node);
    if (!reply) return;
    const told = el("p", { class: "note", tabindex: "-1" }, reply.message);
    node.replaceWith(told);
    told.focus();
  });
  return node;
}

// After an answer, a hint…: the reading goes on where the news is.
export function settleFocus(box, view, say, cause = "answer") {
  if (cause === "hint") return focusOn([...box.querySelectorAll(".indice")].at(-1));
  const conclusion = box.querySelector(".conclusion");
  if (conclusion) {
    focusOn(conclusion);
    return say(aloud(box, ".retour, .bloc, .remarque, .passages .verdict"));
  }
  const first = box.querySelector(
    "fieldset :is(input, select, textarea, button, [role=listbox])",
  );
  if (first) first.focus();
  return say(`${view.result} ${aloud(box, ".retour, .remarque, .passages .verdict")}`.trim());
}

// What is told beneath the parts of an answer, said once with no need to look for it.
function aloud(box, selector) {
  const said = [...box.querySelectorAll(selector)]
    .filter((node) => !node.closest("[hidden], .conclusion") && !node.parentElement.closest(selector))
    .map((node) => node.innerText.replace(/[✔✖●△◇▸]\ufe0e/g, "").replace(/[ \t\n]+/g, " ").trim());
  return said.join(" ");
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
    hesitated: true,
    ask: (action, args, near) => host.ask(action, args, { near }),
    onView: (next, cause) => {
      draw(next);
      settleFocus(box, next, (text) => host.say(text), cause);
    },
  });
  return draw;
}
