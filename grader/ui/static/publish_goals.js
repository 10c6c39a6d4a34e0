// What is asked of the record, and where it stood when it was last looked at, with what mends it.

import { el, focusOn, heading, replace } from "./dom.js";
import { plural, t } from "./fr.js";
import { mark, outcomeFeedback } from "./marks.js";
import { once } from "./privacy_once.js";

const STATES = {
  met: ["passed", "Fait"],
  missed: ["failed", "À reprendre"],
  todo: ["none", "À faire"],
};

// untold: what stands there before anything was checked.
export function goalsSection(host, level, untold) {
  const title = heading(level, { class: "attendus-titre" }, t("Ce qui est demandé"));
  const state = el("p");
  const told = el("div");
  const list = el("ul", { class: "objectifs" });
  const node = el("section", { class: "attendus" }, title, state, told, list);
  const changed = once();

  const goal = (one) => {
    const [kind, word] = STATES[one.state] || STATES.todo;
    return el("li", {},
      el("p", { class: "objectif" },
        mark(kind, t(word)), " ", el("span", { class: "objectif-texte" }, one.text)),
      one.sentence && el("p", { class: "regle" }, one.sentence),
      one.remedy && el("p", { class: "remede" }, one.remedy));
  };

  function draw({ goals, checked_label: checked, outcome }) {
    const met = goals.filter((one) => one.state === "met").length;
    changed("goals", [goals, checked], () => {
      state.textContent = checked
        ? t(`${checked} : ${plural(met, "point fait", "points faits")} sur ${goals.length}.`)
        : t(untold);
      replace(list, goals.map(goal));
    });
    // Each goal says its own part; a reason is about the record as a whole.
    const whole = outcome.feedback.filter((line) => line.kind === "reason");
    changed("told", whole, () => replace(told, outcomeFeedback({ feedback: whole })));
  }

  // Where reading goes on after a check, and what it found, said aloud.
  function tell() {
    focusOn(title);
    host.say(state.textContent);
  }

  return { node, draw, tell };
}
