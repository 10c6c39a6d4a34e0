// A button whose effect cannot be undone: it first says what will happen, then asks again.

import { el, focusOn } from "./dom.js";
import { t } from "./fr.js";

// label: on the button; sentence: what will happen; yes: on the button that does it.
export function confirmButton({ label, sentence, yes, act }) {
  const box = el("div", { class: "confirmation", role: "group", hidden: true });
  const button = el("button", {
    type: "button", class: "bouton discret", "aria-expanded": "false",
    on: { click: () => (box.hidden ? open() : close()) },
  }, t(label));
  const text = el("p", {}, t(sentence));
  const go = el("button", { type: "button", class: "bouton", on: { click: () => act(go) } }, t(yes));
  const stay = el("button", {
    type: "button", class: "bouton discret", on: { click: () => close() },
  }, t("Ne rien changer"));
  box.append(text, el("div", { class: "actions" }, go, stay));

  function open() {
    box.hidden = false;
    button.setAttribute("aria-expanded", "true");
    focusOn(text);
  }

  function close() {
    box.hidden = true;
    button.setAttribute("aria-expanded", "false");
    button.focus();
  }

  return { button, box };
}
