// One step of the console: what the request is for, the request to edit and send, the answer, and
// the same request for another tool.

import { el, focusOn, heading, replace, trusted } from "./dom.js";
import { t } from "./fr.js";
import { mark } from "./marks.js";
import { answerSection } from "./console_answer.js";
import { requestForm } from "./console_request.js";
import { snippetsBlock } from "./console_snippets.js";
import { once } from "./privacy_once.js";

// next(): goes to the following step; null on the last one.
export function consoleStep(host, first, level, { total, onView, next }) {
  const uid = `${host.uid}-etape-${first.number}`;
  const title = heading(level, { class: "question-titre", tabindex: "-1" });
  const tell = el("div");
  const state = el("p", { class: "regle" });
  const form = requestForm(host, first, uid, { send, edited });
  const answer = answerSection(level + 1);
  const others = snippetsBlock(host, first.number, level + 1, form);
  const forth = el("button", { type: "button", on: { click: next } }, t("Étape suivante"));
  const onward = el("div", { class: "actions" }, forth);
  const node = el("section", { class: "etape-console" },
    title, tell, state, form.node, answer.node, onward, others.node);
  const changed = once();

  function edited() {
    others.follow();
  }

  async function send(request, near) {
    await host.free();
    const view = await host.ask("send", { step: first.number, ...request },
      { near, waiting: t("Envoi de la demande…") });
    if (!view) return;
    onView(view);
    focusOn(answer.title);
    host.say(answer.sentence());
  }

  function drawState(step) {
    // The answer itself tells it while it is in sight.
    const kept = step.sent_label && !answer.shown;
    state.hidden = !kept && !step.waiting;
    replace(state, kept
      ? [mark(step.state === "expected" ? "done" : "partial", step.sent_label),
        t(" Vous pouvez l'envoyer à nouveau.")]
      : step.waiting);
  }

  function draw(step) {
    changed("title", [step.number, step.title], () => replace(title,
      t(`Étape ${step.number} sur ${total} : `), step.title));
    changed("tell", step.tell_html, () => replace(tell, trusted(step.tell_html)));
    form.draw(step);
    answer.draw(step.exchange);
    others.draw(step.snippets);
    drawState(step);
    // After another answer than the one awaited, going on is possible; trying again comes first.
    forth.className = step.state === "expected" ? "bouton" : "bouton discret";
    onward.hidden = !next || (step.state !== "expected" && !answer.shown);
  }

  return { node, title, draw };
}
