// Before and after, line by line: the first places, then all of them by pages, each with a box
// so that a repair may be applied to some lines only.

import { el, hidden, replace } from "./dom.js";
import { plural, t, whole } from "./fr.js";
import { pager } from "./bench_pager.js";
import { shownValue } from "./bench_values.js";

// choosable: a repair, of which some lines may be chosen; onChoice() tells that the choice changed.
export function placesTable(host, line, { uid, choosable, onChoice = () => {} }) {
  const chosen = new Set();
  const holder = el("div");
  const more = el("button", {
    type: "button", class: "bouton discret", hidden: true, on: { click: () => open() },
  });
  const pages = pager(host, t("Cas"), (direction, near) => turn(direction, near));
  pages.node.hidden = true;
  const node = el("div", { class: "places" }, pages.node, holder);
  let item = null;
  let page = null; // null while only the first places are shown

  function table() {
    const places = page ? page.places : item.places;
    const numbered = places.some((place) => place.line !== null);
    const columns = !item.column && places.some((place) => place.column);
    const boxes = Boolean(page) && choosable && numbered;
    const caption = t(page ? `Avant et après : ${item.title}` : first(places.length));
    const seen = new Set();
    return el("div", { class: "defile", role: "group", tabindex: "0", "aria-label": caption },
      el("table", { class: "avant-apres" },
        el("caption", {}, caption),
        el("thead", {}, el("tr", {},
          boxes && el("th", { scope: "col" }, t("Choisir")),
          numbered && el("th", { scope: "col" }, t("Ligne")),
          columns && el("th", { scope: "col" }, t("Colonne")),
          el("th", { scope: "col" }, choosable ? t("Avant") : t("Valeur")),
          choosable && el("th", { scope: "col" }, t("Après")))),
        el("tbody", {}, places.map((place, number) => {
          const again = seen.has(place.line);
          seen.add(place.line);
          return row(place, number, { boxes, numbered, columns, again });
        }))));
  }

  function first(count) {
    if (item.count <= count) return choosable ? "Avant et après" : "Où cela se trouve";
    return `${plural(count, "premier cas", "premiers cas")} sur ${whole(item.count)}`;
  }

  function row(place, number, { boxes, numbered, columns, again }) {
    return el("tr", {},
      boxes && el("td", {}, place.line !== null && !again && box(place, number)),
      numbered && el("th", { scope: "row" }, place.line === null ? "" : String(place.line)),
      columns && el("td", { class: "nom" }, place.column),
      el("td", { class: "valeur" }, value(place, place.before, "(rien)")),
      choosable && el("td", { class: "valeur apres" },
        el("span", { class: "fleche", "aria-hidden": "true" }, "→ "),
        value(place, place.after, "(retiré)")));
  }

  // Of the file as a whole, it is our own words that are shown.
  const value = (place, text, absent) =>
    (place.line === null && !place.column && text ? text : shownValue(text, absent));

  function box(place, number) {
    const id = `${uid}-place-${number}`;
    const input = el("input", {
      type: "checkbox", id, checked: chosen.has(place.line), "data-line": place.line,
      on: { change: () => {
        if (input.checked) chosen.add(place.line);
        else chosen.delete(place.line);
        onChoice();
      } },
    });
    return [input, el("label", { for: id, class: "lu-seulement" }, t(`Choisir la ligne ${place.line}`))];
  }

  function draw() {
    const focused = holder.contains(document.activeElement)
      ? document.activeElement.dataset.line : null;
    replace(holder, (page ? page.places : item.places).length > 0 && table());
    if (focused) {
      const same = holder.querySelector(`[data-line="${CSS.escape(focused)}"]`)
        || holder.querySelector(".defile");
      if (same) same.focus({ preventScroll: true });
    }
    const left = item.count - item.places.length;
    more.hidden = Boolean(page) || (left <= 0 && !(choosable && item.count > 1
      && item.places.every((place) => place.line !== null)));
    more.textContent = left > 0
      ? t(left > 1 ? `Voir les ${plural(left, "autre")}` : "Voir l'autre")
      : t("Choisir ligne par ligne");
    if (page) pages.draw({ offset: page.offset, count: page.places.length, total: page.total });
  }

  async function load(offset, near, aloud) {
    const next = await line.ask("places", { repair: item.key, offset }, { near });
    if (!next) return false;
    page = next;
    draw();
    if (aloud) pages.draw({ offset: next.offset, count: next.places.length, total: next.total }, true);
    return true;
  }

  async function open() {
    if (!(await load(0, more, true))) return;
    holder.querySelector(".defile").focus();
  }

  function turn(direction, near) {
    const step = direction > 0 ? page.places.length : -20;
    return load(Math.max(0, page.offset + step), near, true);
  }

  function update(next) {
    const shrunk = item && item.count !== next.count;
    item = next;
    if (page && shrunk) {
      chosen.clear();
      onChoice();
      load(page.offset < next.count ? page.offset : 0, null, false);
    } else draw();
  }

  return { node, more, update, chosen };
}
