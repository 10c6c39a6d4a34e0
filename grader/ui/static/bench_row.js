// One row of a group: its number, its cells, the faulty ones as fields, and the way to remove it.

import { el, focusOn, hidden, replace } from "./dom.js";
import { t } from "./fr.js";
import { mark } from "./marks.js";
import { shownValue } from "./bench_values.js";

const LONGEST = 32_767; // characters of a cell, as the server bounds them

// after(): the row's group is asked again once something was saved.
export function tableRow(host, line, { uid, columns, group, after }) {
  const number = el("th", { scope: "row" });
  const message = el("p", { class: "rang-etat", id: `${uid}-etat` });
  const node = el("tr", {});
  const last = el("td", { class: "retirer" });
  const cells = columns.map(() => el("td", {}));
  const fields = new Map(); // place of a cell → its field
  // What lies beyond the header has no column to be written to.
  const beyond = group.key.startsWith("extra-cell|") ? columns.length - 1 : -1;
  node.append(number, ...cells, last);
  const self = { node, line: 0, solved: false, draw, solve, dirty };
  let told = ""; // what is said of the row
  let sure = null; // the question that is asked before the row is removed

  function dirty() {
    return [...fields.values()].some((one) => one.dirty());
  }

  function draw(row) {
    self.line = row.line;
    self.solved = false;
    number.textContent = String(row.line);
    row.cells.forEach((value, place) => drawCell(row, value, place));
    tell(row.message);
    const first = row.faulty.length ? cells[row.faulty[0]] : null;
    if (first && !first.contains(message)) first.append(message);
    if (!last.childElementCount) replace(last, removal(), !first && message);
  }

  function drawCell(row, value, place) {
    const faulty = row.faulty.includes(place) && place < columns.length;
    const cell = cells[place];
    if (fields.has(place)) return fields.get(place).accept(value ?? "");
    cell.classList.toggle("visee", faulty || columns[place] === group.column);
    if (!faulty) return replace(cell, shownValue(value));
    if (place === beyond) {
      return replace(cell, hidden(t("Cellule concernée : ")), el("mark", {}, shownValue(value)));
    }
    const one = field(row, value ?? "", place);
    fields.set(place, one);
    return replace(cell, one.node);
  }

  // kind: of the sign; nothing while it is the fault that is told.
  function tell(text, kind = "") {
    told = text;
    node.classList.toggle("resolue", kind === "good");
    replace(message, kind ? mark(kind, text) : text);
  }

  function solve() {
    if (self.solved) return;
    self.solved = true;
    tell(t("Corrigée"), "good");
  }

  function field(row, value, place) {
    const id = `${uid}-${place}`;
    const many = /[\r\n]/.test(value);
    const input = el(many ? "textarea" : "input", {
      id, class: "saisie", autocomplete: "off", spellcheck: "false", maxlength: LONGEST,
      rows: many ? 3 : null, size: many ? null : Math.min(40, Math.max(12, value.length + 1)),
      "aria-describedby": message.id,
      on: { input: () => mine(), keydown: (event) => key(event) },
    });
    const save = el("button", { type: "submit", class: "bouton" }, t("Enregistrer"));
    const restore = el("button", {
      type: "button", class: "bouton discret", on: { click: () => put(saved) },
    }, t("Remettre"));
    const choices = el("div", { class: "actions", hidden: true }, save, restore);
    const form = el("form", { novalidate: true, on: { submit } },
      el("label", { for: id, class: "lu-seulement" },
        t(`Ligne ${row.line}, colonne `), columns[place]),
      input, choices);
    // A field changes line ends to its own: what it gave at first is what was not touched.
    let saved = put(value);

    function put(text) {
      const focused = choices.contains(document.activeElement);
      input.value = text;
      choices.hidden = true;
      if (focused) input.focus();
      return input.value;
    }

    function mine() {
      choices.hidden = input.value === saved;
    }

    function key(event) {
      if (event.key === "Escape" && input.value !== saved) {
        put(saved);
        host.say(t("Valeur d'origine remise."));
      } else if (event.key === "Enter" && many && !event.shiftKey) {
        submit(event);
      }
    }

    async function submit(event) {
      event.preventDefault();
      const text = input.value;
      if (text === saved) return;
      const before = line.view;
      const had = form.contains(document.activeElement);
      const next = await line.act("edit", { line: row.line, column: columns[place], value: text },
        { near: form });
      if (!next) return;
      saved = text;
      mine();
      if (had && !input.contains(document.activeElement) && choices.hidden) input.focus();
      await after();
      outcome(before, next, place);
    }

    return {
      node: form,
      dirty: () => input.value !== saved,
      // What the server now holds; what is being typed stays.
      accept(now) {
        if (input.value !== saved) return;
        saved = put(now);
      },
    };
  }

  // Another fault of the same cell would make « Corrigée » a lie.
  function outcome(before, next, place) {
    const counts = new Map(before.groups.map((one) => [one.key, one.count]));
    const other = next.groups.find((one) => one.column === columns[place]
      && one.key !== group.key && one.count > (counts.get(one.key) || 0));
    if (self.solved && other) tell(t(`Enregistré, mais une autre anomalie est apparue : ${other.message}`), "warning");
    else if (self.solved) tell(t("Corrigée"), "good");
    else tell(t(`Enregistré, mais l'anomalie demeure. ${told}`), "warning");
    host.say(t(`Ligne ${self.line} : ${told}`));
  }

  function removal() {
    const button = el("button", {
      type: "button", class: "bouton discret petit", "aria-expanded": "false",
      on: { click: () => (sure ? forget() : question(button)) },
    }, t("Retirer cette ligne"), hidden(t(` : ligne ${self.line}`)));
    return button;
  }

  function forget() {
    const button = last.querySelector("button");
    sure.remove();
    sure = null;
    button.setAttribute("aria-expanded", "false");
    button.focus();
  }

  // Asked in a row of its own, under the one that it is about.
  function question(button) {
    const text = el("p", {}, t(`Retirer la ligne ${self.line} du fichier corrigé. Votre fichier `
      + "d'origine ne change pas, et ce retrait peut être annulé."));
    const go = el("button", { type: "button", class: "bouton", on: { click: () => remove(go) } },
      t("Retirer"));
    const stay = el("button", { type: "button", class: "bouton discret", on: { click: forget } },
      t("La garder"));
    sure = el("tr", { class: "question-retrait" }, el("td", { colspan: columns.length + 2 },
      el("div", { class: "confirmation", role: "group" }, text, el("div", { class: "actions" }, go, stay))));
    node.after(sure);
    button.setAttribute("aria-expanded", "true");
    focusOn(text);
  }

  async function remove(near) {
    const next = await line.act("remove", { line: self.line }, { near });
    if (!next) return;
    sure.remove();
    sure = null;
    self.solved = true;
    for (const cell of cells) for (const input of cell.querySelectorAll(".saisie")) input.disabled = true;
    replace(last, message);
    tell(t("Ligne retirée"), "good");
    focusOn(message);
    host.say(t(`Ligne ${self.line} retirée.`));
    after();
  }

  return self;
}
