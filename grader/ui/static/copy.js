// « Copier »: puts a text in the clipboard and says so. Where the browser refuses the clipboard
// (a page that comes by plain HTTP has none), the text is selected, and what to press is told.

import { el, hidden, replace } from "./dom.js";
import { t } from "./fr.js";
import { mark } from "./marks.js";

// from: the element whose text is copied; what: which text it is, for who hears the button alone.
export function copyButton(host, from, what, ready = async () => {}) {
  const told = el("span", { class: "copie-dite" });
  const button = el("button", { type: "button", class: "bouton discret", on: { click: copy } },
    t("Copier"), hidden(t(` ${what}`)));

  async function copy() {
    await ready();
    const done = (await written(from.textContent)) || selected(from);
    const text = done
      ? t("Copié.")
      : t("La copie est refusée ici. Le texte est sélectionné : faites Ctrl + C, ou Cmd + C.");
    replace(told, done ? mark("done", text) : text);
    host.say(text);
  }

  // What was copied is no longer what is shown.
  const forget = () => replace(told);

  return { node: el("div", { class: "actions" }, button, told), forget };
}

async function written(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

// Older than the clipboard's own door, and open where that one is shut. The focus stays on the
// button: what is selected can be copied by keys from there.
function selected(node) {
  getSelection().selectAllChildren(node);
  try {
    return document.execCommand("copy");
  } catch {
    return false;
  }
}
