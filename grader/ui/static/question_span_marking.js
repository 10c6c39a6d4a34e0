// Words to mark in a text: a list of words from which several may be chosen, by the arrows and
// the space bar, or by a click or a stroke of the mouse. What is marked is told beneath.

import { el, focusOn, hidden, replace, trustedInline } from "./dom.js";
import { plural, t } from "./fr.js";
import { family, sign } from "./marks.js";
import { orSkip, quoted } from "./question_parts.js";

const PAGE = 10; // words that the page keys pass over

const spanOf = (one) => one.split("-").map(Number);
const range = ([first, last]) => Array.from({ length: last - first + 1 }, (_, n) => first + n);
const wordsOf = (view, [first, last]) => t(view.words.slice(first, last + 1).join(" "));

// Runs of neighbouring numbers: {3, 4, 5, 9} are 3-5 and 9-9.
function runs(marks) {
  const found = [];
  for (const place of [...marks].sort((a, b) => a - b)) {
    const last = found.at(-1);
    if (last && place === last[1] + 1) last[1] = place;
    else found.push([place, place]);
  }
  return found;
}

export function form(view, { id, draft, say }) {
  const marks = new Set((draft || view.given).flatMap((one) => range(spanOf(one))));
  const words = view.words.map((word, place) => el("span", {
    class: "mot-texte", role: "option", id: `${id}-mot-${place}`, "data-place": String(place),
  }, word));
  const gaps = words.map(() => el("span", { class: "blanc" }, " "));
  const text = el("div", {
    class: "texte-a-marquer", role: "listbox", tabindex: "0", "aria-multiselectable": "true",
    "aria-label": t("Mots du texte"), "aria-describedby": `${id}-mode`,
    on: { keydown: onKey, focus: () => here(at), pointerdown: press, pointermove: stroke,
      pointerup: release, pointercancel: giveUp },
  }, words.map((word, place) => [word, gaps[place]]));
  const list = el("ul", { class: "passages" });
  const count = el("p", { class: "sous-titre", tabindex: "-1" });
  let at = 0; // the word that the keyboard is on
  let anchor = -1; // where a stretch began, with Shift or with the mouse
  let base = new Set(); // what was marked before it
  let adding = true;
  let stroking = false;

  function draw() {
    words.forEach((word, place) => {
      word.setAttribute("aria-selected", String(marks.has(place)));
      gaps[place].classList.toggle("lie", marks.has(place) && marks.has(place + 1));
    });
    const found = runs(marks);
    count.textContent = found.length
      ? t(`${plural(found.length, "passage marqué", "passages marqués")}`)
      : t("Aucun passage marqué");
    replace(list, found.map((span) => el("li", {},
      el("span", { class: "passage-texte" }, quoted(wordsOf(view, span))), " ",
      el("button", { type: "button", class: "lien", on: { click: () => remove(span) } },
        t("Retirer"), hidden(t(` « ${wordsOf(view, span)} »`))))));
    list.hidden = !found.length;
  }

  function here(place) {
    words[at].classList.remove("ici");
    at = place;
    words[at].classList.add("ici");
    text.setAttribute("aria-activedescendant", words[at].id);
    words[at].scrollIntoView({ block: "nearest" });
  }

  // From where the stretch began to here; what it no longer covers is as it was before.
  function stretch(to) {
    marks.clear();
    base.forEach((place) => marks.add(place));
    for (const place of range([Math.min(anchor, to), Math.max(anchor, to)])) {
      if (adding) marks.add(place);
      else marks.delete(place);
    }
    draw();
  }

  function begin(place, add) {
    anchor = place;
    base = new Set(marks);
    adding = add;
  }

  function onKey(event) {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key === " ") {
      event.preventDefault(); // else the page would scroll
      begin(at, !marks.has(at));
      stretch(at);
      anchor = -1;
      return;
    }
    const end = words.length - 1;
    const target = {
      ArrowRight: at + 1, ArrowDown: at + 1, ArrowLeft: at - 1, ArrowUp: at - 1,
      PageDown: at + PAGE, PageUp: at - PAGE, Home: 0, End: end,
    }[event.key];
    if (target === undefined) return;
    event.preventDefault();
    if (event.shiftKey && anchor < 0) begin(at, true);
    if (!event.shiftKey) anchor = -1;
    here(Math.max(0, Math.min(end, target)));
    if (event.shiftKey) stretch(at);
  }

  const placeUnder = (event) => {
    const under = document.elementFromPoint(event.clientX, event.clientY);
    const word = under && under.closest(".mot-texte");
    return word && text.contains(word) ? Number(word.dataset.place) : -1;
  };

  function press(event) {
    const place = placeUnder(event);
    if (event.button !== 0 || place < 0) return;
    here(place);
    begin(place, !marks.has(place));
    stroking = true;
    // A finger that goes on scrolls the page: it marks when it is lifted.
    if (event.pointerType !== "touch") stretch(place);
  }

  function stroke(event) {
    const place = placeUnder(event);
    if (!stroking || event.pointerType === "touch" || place < 0 || place === at) return;
    here(place);
    stretch(place);
  }

  function release(event) {
    if (stroking && event.pointerType === "touch") stretch(at);
    if (stroking) say(count.textContent);
    giveUp();
  }

  function giveUp() {
    stroking = false;
    anchor = -1;
  }

  function remove(span) {
    const place = runs(marks).findIndex(([first]) => first === span[0]);
    range(span).forEach((one) => marks.delete(one));
    draw();
    const buttons = [...list.querySelectorAll("button")];
    focusOn(buttons[Math.min(place, buttons.length - 1)] || text);
    say(t(`Passage retiré. ${count.textContent}.`));
  }

  // A stroke may end outside the text.
  text.addEventListener("pointerleave", (event) => stroking && release(event));

  const given = () => runs(marks).map((span) => span.join("-"));

  draw();
  return {
    body: [
      el("p", { class: "regle", id: `${id}-mode` },
        t("Cliquez sur un mot ou touchez-le pour le marquer ; glissez la souris pour en marquer "
          + "plusieurs. Au clavier, les flèches vont d'un mot à l'autre, Espace marque ou retire, "
          + "Maj et une flèche étendent.")),
      text, count, list,
      told(view).length > 0
        && [el("p", { class: "sous-titre" }, t("Votre réponse précédente")), passages(view, told(view))],
    ],
    read: () => (marks.size
      ? { given: given() } : { fault: orSkip(view, "Marquez au moins un passage"), at: text }),
    draft: given,
  };
}

const WORDS = {
  right: "Passage juste.", wrong: "Passage à revoir.", expected: "Passage attendu, non marqué.",
};
const kindOf = (verdict) => (verdict === "expected" ? "partiel" : family(verdict));

// What is told of the passages that were marked and, once done, of those that were expected.
const told = (view) => view.remarks.filter((remark) => remark.first >= 0)
  .map(({ first, last, verdict, html }) => ({ span: [first, last], verdict, html }));

// Each passage in words, with its sign.
function passages(view, all) {
  return el("ul", { class: "passages" }, all.map(({ span, verdict, html }) =>
    el("li", { class: kindOf(verdict) },
      el("span", { class: "passage-texte" }, quoted(wordsOf(view, span))),
      el("p", { class: "verdict" }, sign(verdict), " ", t(WORDS[verdict])),
      html && el("p", { class: "remarque" }, trustedInline(html)))));
}

// The text with its passages, then what is told of each.
export function done(view) {
  const all = told(view).sort((a, b) => a.span[0] - b.span[0]);
  const text = [];
  for (let place = 0; place < view.words.length; place += 1) {
    const within = all.find(({ span }) => span[0] <= place && place <= span[1]);
    const last = within ? within.span[1] : place;
    const words = wordsOf(view, [place, last]);
    text.push(within ? el("mark", { class: `passage ${kindOf(within.verdict)}` },
      sign(within.verdict), "\u00a0", words) : words, " ");
    place = last;
  }
  return [el("p", { class: "texte-marque" }, text), passages(view, all)];
}
