// Which sheet of a workbook to read. The workbook is on the server already: nothing is sent again.
// The names come from the workbook: they go in as text, and come back by their place in the list.

import { el } from "./dom.js";
import { t } from "./fr.js";

const LISTED = 7; // more than that is chosen in a closed list, so that the page stays short

function radios(names, chosen, uid, legend) {
  const inputs = names.map((name, number) => el("input", {
    type: "radio", name: `${uid}-feuille`, id: `${uid}-feuille-${number}`, value: number,
    checked: name === chosen,
  }));
  const node = el("fieldset", { class: "choix-feuille" },
    el("legend", {}, legend),
    el("ul", { class: "reponses" }, names.map((name, number) =>
      el("li", { class: "reponse" },
        el("label", { for: inputs[number].id }, inputs[number],
          el("span", { class: "feuille" }, name))))));
  return { node, first: inputs[0], place: () => inputs.findIndex((input) => input.checked) };
}

function list(names, chosen, uid, legend) {
  const select = el("select", { id: `${uid}-feuilles` },
    !names.includes(chosen) && el("option", { value: -1 }, t("Choisissez une feuille")),
    names.map((name, number) => el("option", { value: number, selected: name === chosen }, name)));
  const node = el("div", { class: "choix-feuille" },
    el("label", { for: select.id }, legend), select);
  return { node, first: select, place: () => Number(select.value) };
}

const WORDS = {
  legend: "Feuille à contrôler",
  word: "Contrôler cette feuille",
  fault: "Dites d'abord quelle feuille doit être contrôlée.",
};

// check(sheet, button): what is done with the answer. words: where a sheet is not to be checked.
export function sheetForm(host, sheets, check, words = WORDS) {
  const uid = `${host.uid}-classeur`;
  const { names, chosen } = sheets;
  const choice = (names.length > LISTED ? list : radios)(names, chosen, uid, t(words.legend));
  const fault = el("p", { class: "faute", hidden: true });
  const button = el("button", { type: "submit", class: "bouton" }, t(words.word));

  function submit(event) {
    event.preventDefault();
    const sheet = names[choice.place()];
    fault.hidden = sheet !== undefined;
    if (sheet === undefined) {
      fault.textContent = t(words.fault);
      host.say(fault.textContent);
      choice.first.focus();
      return;
    }
    check(sheet, button);
  }

  return el("form", { class: "feuilles", novalidate: true, on: { submit } },
    choice.node, fault, el("div", { class: "actions" }, button));
}

// In an exercise; onView(view): the server's new view, once the sheet was checked.
function form(host, sheets, onView) {
  return sheetForm(host, sheets, async (sheet, near) => {
    const next = await host.ask(
      "read_sheet", { file: sheets.file, sheet },
      { near, waiting: t("Lecture et contrôle de la feuille…") },
    );
    if (next) onView(next);
  });
}

// What is asked when nothing could be read before an answer.
export function sheetQuestion(host, sheets, title, onView) {
  return [title, el("p", {}, sheets.sentence), form(host, sheets, onView)];
}

// The way to another sheet, once one was read.
export function otherSheet(host, sheets, onView) {
  return el("details", { class: "autre-feuille" },
    el("summary", {}, t("Contrôler une autre feuille du classeur")),
    form(host, sheets, onView));
}
