// A dialogue: what was said so far, one line beneath the other, then the replies to choose from.
// A reply is judged as soon as it is given, and the other person answers it.

import { el, focusOn, heading, hidden, replace, trusted, trustedInline } from "./dom.js";
import { plural, t } from "./fr.js";
import { verdictNode } from "./dialogue_verdict.js";
import { helpsPart } from "./exercise_helps.js";
import { family, mark, outcomeFeedback, outcomeLine } from "./marks.js";

export function mount(host) {
  const { level, uid } = host;
  const head = el("div", { class: "tete" });
  const said = el("ol", { class: "conversation" });
  const next = el("div", { class: "a-repondre" });
  const end = el("div", { class: "verdict-dialogue" });
  const helps = helpsPart(host, level + 1, draw);
  replace(host.body, head, said, next, end, helps.node);
  let view = null;

  const spoken = (who, html, attributes = {}) => el("p", { class: "parole", ...attributes },
    el("span", { class: "qui" }, who, hidden(t(" :"))), " ", trustedInline(html));

  function line(one, rank) {
    return [
      el("li", { class: "replique autrui" }, spoken(view.who, one.says_html)),
      el("li", { class: "replique vous" },
        spoken(t("Vous"), one.reply_html),
        el("div", { class: "avis-replique", id: `${uid}-avis-${rank}` },
          el("p", { class: "avis-marques" },
            mark(one.tone_kind, t(`Ton : ${one.tone}`)), " ",
            mark(one.truth_kind, t(`Propos : ${one.truth}`))),
          el("p", {}, trustedInline(one.feedback_html)))),
    ];
  }

  function drawSaid() {
    replace(said, view.lines.map(line),
      view.turn && el("li", { class: "replique autrui" },
        spoken(view.who, view.turn.says_html, { id: `${uid}-dit` })));
  }

  function drawNext() {
    next.hidden = !view.turn;
    if (!view.turn) return replace(next);
    const { id, replies } = view.turn;
    const fault = el("p", { class: "faute", hidden: true, id: `${uid}-faute` });
    const inputs = [];
    const choices = el("ul", { class: "reponses" }, replies.map(([letter, html]) => {
      const input = el("input", {
        type: "radio", name: `${uid}-${id}`, value: letter, id: `${uid}-${id}-${letter}`,
        on: { change: () => { fault.hidden = true; } },
      });
      inputs.push(input);
      return el("li", { class: "reponse" },
        el("label", { for: input.id }, input, el("span", {}, trustedInline(html))));
    }));
    const button = el("button", { type: "submit", class: "bouton" }, t("Répondre"));
    return replace(next, el("form", { novalidate: true, on: { submit } },
      el("fieldset", { "aria-describedby": `${uid}-dit` },
        el("legend", {}, t("Que répondez-vous ?")), choices),
      fault, el("div", { class: "actions" }, button)));

    async function submit(event) {
      event.preventDefault();
      const chosen = inputs.find((input) => input.checked);
      if (!chosen) {
        fault.hidden = false;
        fault.textContent = t("Choisissez d'abord une réplique.");
        host.say(fault.textContent);
        inputs[0].focus();
        return;
      }
      await host.free();
      const given = await host.ask("reply", { turn: id, reply: chosen.value }, { near: button });
      if (!given) return;
      draw(given);
      // From what is said of her reply, reading goes on to the answer, then to the next choice.
      focusOn([...said.querySelectorAll(".avis-replique")].at(-1));
    }
  }

  function drawEnd() {
    end.hidden = !view.verdict;
    if (!view.verdict) return replace(end);
    const button = el("button", { type: "button", class: "bouton discret", on: { click: replay } },
      t("Rejouer"));
    return replace(end,
      verdictNode(view, { uid, level: level + 1 }),
      // What counts may be another conversation than this one.
      (view.number > 1 || view.outcome.feedback.some(({ kind }) => kind === "reason"))
        && [el("p", { class: "ce-qui-compte" }, t("Ce qui compte :")), outcomeFeedback(view.outcome)],
      el("div", { class: "actions" }, button,
        el("span", { class: "regle" }, view.number === 1 && view.counts
          ? t("Une deuxième conversation rapporte la moitié des points ; la meilleure reste.")
          : t("Une nouvelle conversation est pour vous : elle ne rapporte plus de points."))));

    async function replay() {
      await host.free();
      const given = await host.ask("replay", {}, { near: button });
      if (!given) return;
      draw(given);
      focusOn(said.querySelector(".replique"));
    }
  }

  function draw(given) {
    view = given;
    replace(head,
      heading(level, { class: "exercice-titre" }, view.title),
      outcomeLine(view.outcome),
      el("div", { class: "consigne" }, trusted(view.statement_html)),
      el("p", { class: "regle" }, view.rule),
      view.number > 1 && el("p", { class: `regle ${family("info")}` },
        t(`${plural(view.number, "conversation")}, celle-ci comprise.`)));
    drawSaid();
    drawNext();
    drawEnd();
    helps.draw(view);
  }

  return draw;
}
