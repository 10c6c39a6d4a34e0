// Shows what a word means beside it: under the mouse, at the keyboard's focus, under a finger.
// The definition is the one at the foot of the page, where the word's link leads: without this
// script the link still does. A screen reader reads it by the link's aria-describedby, which
// the page carries from the start; the bubble is for the eyes.

import { el, replace } from "./dom.js";

const TERM = "a.terme[aria-describedby]";
const BEFORE_SHOWING = 120; // ms under the mouse: one passes over words while reading
const BEFORE_HIDING = 300; // ms to reach the bubble, or to come back to the word

let bubble = null;
let shown = null; // the word whose bubble is open
let timer = 0;
let tapped = null; // the word under the finger, when its bubble was not open yet

function meaningOf(term) {
  return document.getElementById(term.getAttribute("aria-describedby"));
}

// The definition without its links, which a bubble could not hold, and without a second id.
function contentOf(term) {
  const meaning = meaningOf(term);
  const copy = meaning.cloneNode(true);
  copy.querySelectorAll("a, .terme").forEach((one) => one.replaceWith(...one.childNodes));
  const name = meaning.closest("dl").querySelector(`#${CSS.escape(term.hash.slice(1))}`);
  return [
    name && el("span", { class: "bulle-mot" }, name.textContent), " ", ...copy.childNodes,
  ];
}

function show(term) {
  clearTimeout(timer);
  if (shown === term || !meaningOf(term)) return;
  hide();
  shown = term;
  term.classList.add("terme-ouvert");
  bubble ||= el("div", {
    class: "bulle", id: "bulle-du-mot", role: "tooltip",
    on: { pointerenter: () => clearTimeout(timer), pointerleave: later, click: away },
  });
  replace(bubble, contentOf(term));
  // Above all that may clip or cover the word. The style sheet places it beside the open word.
  if (bubble.showPopover) bubble.popover = "manual";
  document.getElementById("contenu").append(bubble);
  if (bubble.showPopover) bubble.showPopover();
}

function hide() {
  clearTimeout(timer);
  if (!shown) return;
  shown.classList.remove("terme-ouvert");
  shown = null;
  bubble.remove();
}

// A finger on the bubble takes it away: it may cover what one wants to read, or to touch. Not
// before the click is over, which would fall on what lies beneath.
function away(event) {
  if (event.pointerType === "touch") hide();
}

// The mouse has left: the bubble waits for it a little, then goes back to the word in focus.
function later() {
  clearTimeout(timer);
  timer = setTimeout(() => {
    const focused = termAt(document.activeElement);
    if (focused === shown) return;
    hide();
    if (focused) show(focused);
  }, BEFORE_HIDING);
}

function termAt(node) {
  return node instanceof Element ? node.closest(TERM) : null;
}

document.addEventListener("focusin", (event) => {
  const term = termAt(event.target);
  if (term) show(term);
});
document.addEventListener("focusout", (event) => {
  if (!shown || termAt(event.target) !== shown) return;
  if (!bubble.matches(":hover") && !shown.matches(":hover")) hide();
});
document.addEventListener("pointerover", (event) => {
  if (event.pointerType === "touch") return;
  const term = termAt(event.target);
  if (!term) return;
  clearTimeout(timer);
  if (term !== shown) timer = setTimeout(() => show(term), BEFORE_SHOWING);
});
document.addEventListener("pointerout", (event) => {
  if (event.pointerType === "touch" || !termAt(event.target)) return;
  if (termAt(event.relatedTarget) !== termAt(event.target)) later();
});
document.addEventListener("pointerdown", (event) => {
  const term = termAt(event.target);
  tapped = event.pointerType === "touch" && term && term !== shown ? term : null;
  if (!term && !(bubble && bubble.contains(event.target))) hide();
});
// A first tap shows the meaning; the next one, the mouse and Enter follow the link.
document.addEventListener("click", (event) => {
  const term = termAt(event.target);
  if (!term) return;
  if (term === tapped) {
    event.preventDefault();
    show(term);
  } else {
    hide();
  }
  tapped = null;
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !shown) return;
  // One Escape closes one thing; the focus stays on the word.
  event.stopPropagation();
  hide();
}, true);

// An activity does not know on which page it is shown: where the page explains the word, it
// becomes a link like those of the text. Within a choice or a button, a link would take its
// place: the word stays as it is.
function link() {
  document.querySelectorAll("span.terme[data-mot]").forEach((word) => {
    const anchor = word.dataset.mot;
    if (!document.getElementById(`${anchor}-sens`)) return;
    if (word.closest("label, button, a, summary, option, [role=option], [draggable=true]")) return;
    word.replaceWith(el("a", {
      class: "terme", href: `#${anchor}`, "aria-describedby": `${anchor}-sens`,
    }, ...word.childNodes));
  });
}

let waiting = false;
function soon() {
  if (waiting) return;
  waiting = true;
  requestAnimationFrame(() => {
    waiting = false;
    link();
    if (shown && !shown.isConnected) hide();
  });
}

new MutationObserver(soon).observe(document, { childList: true, subtree: true });
soon();
