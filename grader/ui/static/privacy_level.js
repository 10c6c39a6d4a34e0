// How far a column is generalised: one native range, from the value as it stands to one value
// for all. The level's words and example are told as it moves; the server follows.

import { el, replace } from "./dom.js";
import { t } from "./fr.js";
import { cellValue } from "./privacy_words.js";

// names: id of the column's name. moved(level): the range was moved there.
export function levelControl(uid, names, moved) {
  const label = el("span", { class: "lu-seulement", id: `${uid}-niveau` }, t("Niveau"));
  const range = el("input", {
    type: "range", min: 0, step: 1, "aria-labelledby": `${label.id} ${names}`,
    on: { input: () => turned() },
  });
  const told = el("p", { class: "niveau-dit", "aria-hidden": "true" });
  const node = el("div", { class: "niveau" }, label, told, range);
  let levels = [];
  let first = ""; // a value as it stands

  const at = (level) => levels[level - 1] || { title: t("tel quel"), example: first };

  function tell() {
    const level = Number(range.value);
    const { title, example } = at(level);
    const text = `${level} sur ${levels.length} : ${title}${example ? `, ${example}` : ""}`;
    range.setAttribute("aria-valuetext", t(text));
    replace(told, el("strong", {}, title), example && [" ", cellValue(example)]);
  }

  function turned() {
    tell();
    moved(Number(range.value));
  }

  // value: one of the column's, as it stands. ahead: the hand is further than the server; the range is left where the hand is.
  function draw(ladder, level, value, ahead) {
    node.hidden = !ladder.length;
    levels = ladder;
    first = value;
    range.max = levels.length;
    if (!ahead) range.value = String(level);
    tell();
  }

  return { node, draw };
}

// The numbers that a treatment asks for: (name, label, value, least, most, step). They are sent
// once typed, not letter by letter: half a number is another number.
export function numberFields(uid, changed) {
  const node = el("div", { class: "nombres" });
  const fault = el("p", { class: "faute", id: `${uid}-faute`, hidden: true });
  let inputs = [];
  let built = "";

  function send() {
    const wrong = inputs.find(({ input }) => !input.checkValidity() || input.value === "");
    fault.hidden = !wrong;
    inputs.forEach(({ input }) => input.setAttribute("aria-invalid", String(input === (wrong || {}).input)));
    if (wrong) {
      const { least, most } = wrong;
      fault.textContent = t(`Entrez un nombre entre ${shown(least)} et ${shown(most)}.`);
      return;
    }
    changed(Object.fromEntries(inputs.map(({ name, input }) => [name, Number(input.value)])));
  }

  function build(fields, names) {
    inputs = fields.map(([name, label, , least, most, step], number) => {
      const id = `${uid}-nombre-${number}`;
      const input = el("input", {
        type: "number", class: "champ-nombre", id, min: least, max: most, step: step || "any",
        inputmode: "decimal", required: true, "aria-describedby": `${names} ${fault.id}`,
        on: { change: () => send() },
      });
      return { name, input, least, most, label };
    });
    replace(node, inputs.map(({ input, label }) => el("div", { class: "nombre-champ" },
      el("label", { for: input.id }, label), input)), inputs.length > 0 && fault);
  }

  // values: (name, value) pairs in force.
  function draw(fields, values, names, ahead) {
    const now = JSON.stringify(fields.map(([name, label, , ...rest]) => [name, label, rest]));
    if (now !== built) {
      built = now;
      fault.hidden = true;
      build(fields, names);
    }
    node.hidden = !fields.length;
    const inForce = new Map(values);
    inputs.forEach(({ name, input }, number) => {
      const value = inForce.has(name) ? inForce.get(name) : fields[number][2];
      const typing = input === document.activeElement && !input.checkValidity();
      if (!ahead && !typing && Number(input.value || NaN) !== value) input.value = String(value);
    });
  }

  return { node, draw };
}

const shown = (value) => new Intl.NumberFormat("fr-FR").format(value);

// What a treatment starts from, when it is chosen.
export const firstValues = (treatment) =>
  Object.fromEntries(treatment.fields.map(([name, , value]) => [name, value]));
