// An act as a page of text, whose words are marked by a stroke of the mouse, by a finger, or by
// the keys. Headings, lists and tables are real ones: who listens to the page reads them as such.

import { el, heading, replace } from "./dom.js";
import { t } from "./fr.js";
import { markAt, withoutWords, withWords } from "./redact_words.js";

const PAGE = 8; // lines that the page keys pass over
const TWICE = 400; // milliseconds between the two halves of a double click

// marks(): those of now. change(marks, final): other ones; final once a stroke is over.
// reason(): of the next passage. label(mark), name(mark): what tells a passage, beside it and aloud.
export function actText({ id, level, marks, change, reason, label, name, say }) {
  const node = el("div", {
    class: "acte-page texte-libre", id, role: "group", tabindex: "0", "aria-label": t("Texte de l'acte"),
    "aria-describedby": `${id}-mode`,
    on: { keydown: onKey, focus: arrive, pointerdown: press, pointermove: stroke,
      pointerup: release, pointercancel: release, pointerleave: release },
  });
  let words = [];
  let spots = []; // the element of each word
  let gaps = []; // what stands after each, in the same line
  let at = 0; // the word that the keys are on
  let anchor = -1; // where a stretch began
  let base = []; // the marks before it
  let adding = true;
  let stroking = false;
  let last = { place: -1, time: 0 };

  function build(lines, found) {
    words = found;
    at = 0;
    spots = words.map((word, place) => el("span", { class: "mot-texte", "data-place": String(place) }, word.text));
    gaps = words.map((word, place) => {
      const next = words[place + 1];
      const end = word.at + word.text.length;
      const same = next && next.line === word.line;
      const text = lines[word.line].text.slice(end, same ? next.at : undefined);
      return same ? el("span", { class: "blanc" }, text) : text;
    });
    replace(node, blocks(lines, lines.map((line, row) => content(line, row))));
  }

  function content(line, row) {
    const first = words.findIndex((word) => word.line === row);
    if (first < 0) return [line.text];
    const after = words.findLastIndex((word) => word.line === row) + 1;
    return [line.text.slice(0, words[first].at),
      spots.slice(first, after).map((spot, n) => [spot, gaps[first + n]])];
  }

  // Neighbouring items are one list, and cells one table.
  function blocks(lines, contents) {
    const made = [];
    let open = null;
    lines.forEach((line, row) => {
      const { place, style } = line;
      const kind = place.length ? `table-${place[0]}` : style;
      const together = place.length || style === "item";
      if (!together) open = null;
      else if (!open || open.kind !== kind) {
        open = { kind, rows: [] };
        made.push(open);
      }
      if (together) open.rows.push([line, contents[row]]);
      else if (style === "paragraph") made.push(el("p", {}, contents[row]));
      else made.push(heading(level, { class: `acte-titre rang-${style === "title" ? 0 : Math.min(line.level, 3)}` }, contents[row]));
    });
    return made.map((one) => {
      if (!one.rows) return one;
      return one.kind === "item" ? el("ul", {}, one.rows.map(([, inside]) => el("li", {}, inside))) : table(one.rows);
    });
  }

  function table(cells) {
    const rows = new Map();
    for (const [line, inside] of cells) {
      const [, row, column] = line.place;
      if (!rows.has(row)) rows.set(row, new Map());
      const columns = rows.get(row);
      columns.set(column, [...(columns.get(column) || []), el("p", {}, inside)]);
    }
    const [head, ...body] = rows.values();
    const wide = Math.max(...[...rows.values()].flatMap((row) => [...row.keys()])) + 1;
    const line = (row, tag) => el("tr", {}, Array.from({ length: wide }, (_, column) =>
      (row.has(column) || tag === "td" ? el(tag, { scope: tag === "th" ? "col" : null }, row.get(column)) : el("td"))));
    return el("div", { class: "defile" }, el("table", {},
      el("thead", {}, line(head, "th")), el("tbody", {}, body.map((row) => line(row, "td")))));
  }

  // What is marked, and once a stroke is over, what is said of it beside: until then no word moves,
  // or the stroke would end on another one.
  function show(final = true) {
    const now = marks();
    spots.forEach((spot, place) => {
      const mark = now[markAt(now, place)];
      spot.classList.toggle("cache", Boolean(mark));
      if (gaps[place].classList) gaps[place].classList.toggle("cache", Boolean(mark) && place < mark.last);
    });
    if (!final) return;
    node.querySelectorAll(".acte-motif").forEach((one) => one.remove());
    now.forEach((mark) => spots[mark.last].after(label(mark)));
  }

  function here(place) {
    if (!spots.length) return;
    spots[at].classList.remove("ici");
    at = place;
    spots[at].classList.add("ici");
    spots[at].scrollIntoView({ block: "nearest" });
  }

  // Who comes with the mouse is where the mouse is: the page must not jump to the last word.
  function arrive() {
    if (node.matches(":focus-visible")) here(at);
  }

  function tell() {
    const now = marks();
    const mark = now[markAt(now, at)];
    say(mark ? `${words[at].text}, ${name(mark)}` : words[at].text);
  }

  // From where the stretch began to here; what it no longer covers is as it was before.
  function stretch(to, final) {
    const [first, end] = [Math.min(anchor, to), Math.max(anchor, to)];
    change(adding ? withWords(words, base, first, end, reason()) : withoutWords(base, first, end), final);
  }

  function begin(place, add) {
    anchor = place;
    base = marks();
    adding = add;
  }

  const marked = (place) => markAt(marks(), place) >= 0;

  function onKey(event) {
    if (event.altKey || event.metaKey || !words.length) return;
    const { key } = event;
    if (key === " " || key === "Delete" || key === "Backspace") {
      event.preventDefault(); // else the page would scroll
      if (event.ctrlKey) return;
      if (key === " ") {
        begin(at, !marked(at));
        stretch(at, true);
      } else if (marked(at)) {
        const { first, last: end } = marks()[markAt(marks(), at)];
        change(withoutWords(marks(), first, end), true);
      }
      anchor = -1;
      tell();
      return;
    }
    const target = goal(key, event.ctrlKey);
    if (target === undefined) return;
    event.preventDefault();
    if (event.shiftKey && anchor < 0) begin(at, true);
    if (!event.shiftKey) anchor = -1;
    here(Math.max(0, Math.min(words.length - 1, target)));
    if (event.shiftKey) stretch(at, true);
    tell();
  }

  function goal(key, whole) {
    const { line } = words[at];
    const first = words.findIndex((word) => word.line === line);
    const end = words.findLastIndex((word) => word.line === line);
    if (whole) return { Home: 0, End: words.length - 1 }[key];
    return {
      ArrowRight: at + 1, ArrowLeft: at - 1, Home: first, End: end,
      ArrowDown: beyond(end + 1, 1), ArrowUp: beyond(first - 1, 1),
      PageDown: beyond(end + 1, PAGE), PageUp: beyond(first - 1, PAGE),
    }[key];
  }

  // The first word, some lines from there; at either end, the word where one is.
  function beyond(place, lines) {
    if (place < 0 || place >= words.length) return at;
    const way = place > at ? 1 : -1;
    const far = Math.max(0, Math.min(words.at(-1).line, words[place].line + way * (lines - 1)));
    const found = way > 0 ? words.findIndex((word) => word.line >= far)
      : words.findLastIndex((word) => word.line <= far);
    return words.findIndex((word) => word.line === words[found].line);
  }

  const placeUnder = (event) => {
    const under = document.elementFromPoint(event.clientX, event.clientY);
    const spot = under && under.closest(".mot-texte");
    return spot && node.contains(spot) ? Number(spot.dataset.place) : -1;
  };

  function press(event) {
    const place = placeUnder(event);
    if (event.button !== 0 || place < 0) return;
    // Half of a double click: what the first one marked stays so.
    const again = place === last.place && event.timeStamp - last.time < TWICE;
    last = { place: again ? -1 : place, time: event.timeStamp };
    here(place);
    if (again) return;
    begin(place, !marked(place));
    stroking = true;
    // A finger that goes on scrolls the page: it marks when it is lifted.
    if (event.pointerType !== "touch") stretch(place, false);
  }

  function stroke(event) {
    if (!stroking || event.pointerType === "touch") return;
    const place = placeUnder(event);
    if (place < 0 || place === at) return;
    here(place);
    stretch(place, false);
  }

  function release(event) {
    if (!stroking) return;
    stroking = false;
    const scrolled = event.pointerType === "touch" && event.type !== "pointerup";
    if (!scrolled) stretch(at, true);
    anchor = -1;
  }

  return { node, build, show };
}
