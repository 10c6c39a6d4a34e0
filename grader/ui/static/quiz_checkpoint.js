// « Point d'étape », every five questions: where the answers stand, how far one is, and the choice
// to go on or to go back.

import { el, heading, hidden } from "./dom.js";
import { plural, t, whole } from "./fr.js";
import { family, sign } from "./marks.js";
import { isOver, stateOf } from "./quiz_states.js";

export const EVERY = 5;

// Where a checkpoint stands between two questions, or 0: after how many questions.
export function checkpointBetween(from, to, count) {
  const passed = Math.floor(to / EVERY) * EVERY;
  return to < count && passed > from ? passed : 0;
}

const GROUPS = {
  good: "Réussies", partial: "En partie", wrong: "À revoir", seen: "Solutions vues",
  waiting: "En attente de lecture", retry: "Encore un essai", skipped: "Passées", open: "Sans réponse",
};

// reached: after how many questions; o: { uid, level, next, go(number) }
export function drawCheckpoint(questions, reached, o) {
  const share = Math.round((100 * reached) / questions.length);
  const numbered = questions.slice(0, reached).map((question, number) => ({ question, number }));
  const left = numbered.find(({ question }) => !isOver(question));
  const link = (number) => el("button", {
    type: "button", class: "lien", "aria-label": t(`Revoir la question ${number + 1}`),
    on: { click: () => o.go(number) },
  }, String(number + 1));
  return el("div", { class: "point-etape" },
    heading(o.level, { class: "bilan-titre" }, t("Point d'étape")),
    el("p", { id: `${o.uid}-parcours` },
      t(`${whole(share)} % du parcours : ${plural(reached, "question")} sur ${questions.length}.`)),
    el("progress", {
      max: String(questions.length), value: String(reached), "aria-labelledby": `${o.uid}-parcours`,
    }),
    el("ul", { class: "etats" }, Object.entries(GROUPS).map(([state, name]) => {
      const here = numbered.filter(({ question }) => stateOf(question) === state);
      return here.length > 0 && el("li", { class: family(state) },
        el("span", { class: "marque-etat" }, sign(state), " ", t(`${name} :`)),
        el("span", {}, here.length > 1 ? "questions " : "question ",
          here.map(({ number }, place) => [place > 0 && ", ", link(number)])));
    })),
    el("div", { class: "actions" },
      el("button", { type: "button", class: "bouton", on: { click: () => o.go(o.next) } },
        t("Continuer"), hidden(t(` avec la question ${o.next + 1}`))),
      left && el("button", {
        type: "button", class: "bouton discret", on: { click: () => o.go(left.number) },
      }, t(`Revenir à la question ${left.number + 1}`))));
}
