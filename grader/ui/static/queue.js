// What is said of a request that waits for a worker, and the button that gives it up.

import { el, replace } from "./dom.js";
import { plural, t } from "./fr.js";

function sentence(before) {
  if (before === null) return t("Votre demande est en cours.");
  if (before === 0) return t("Votre demande est la prochaine.");
  return t(`${plural(before, "demande passe", "demandes passent")} avant la vôtre.`);
}

// place(node): puts it beside what was used; say(text): read aloud; stop(): gives up.
// Gives { tell, end }: tell(before) of each change; end() gives back whether focus was on it.
export function queueNote({ place, say, stop }) {
  let note = null;
  let words = null;
  let said = "";

  function draw() {
    words = el("p", {});
    const button = el("button", {
      type: "button",
      class: "bouton discret",
      on: {
        click: () => {
          stop();
          replace(words, t("Arrêt demandé…"));
          button.setAttribute("aria-disabled", "true");
        },
      },
    }, t("Arrêter"));
    note = el("div", { class: "file-attente" }, words, el("div", { class: "actions" }, button));
    place(note);
  }

  function tell(before) {
    if (before === undefined) return;
    if (!note) draw();
    const now = sentence(before);
    replace(words, now);
    // Not each number aloud: how many at first, then that it is hers.
    if (!said || before === null) {
      if (said !== now) say(now);
      said = now;
    }
  }

  function end() {
    if (!note) return false;
    const focused = note.contains(document.activeElement);
    note.remove();
    note = null;
    return focused;
  }

  return { tell, end };
}
