// One column: what it tells of people, what is done with it, and what that costs.

import { el, heading, replace } from "./dom.js";
import { plural, t, whole } from "./fr.js";
import { meter } from "./privacy_board.js";
import { firstValues, levelControl, numberFields } from "./privacy_level.js";
import { once } from "./privacy_once.js";
import { cellValue, columnName } from "./privacy_words.js";

const ROLES = [
  ["direct", "Identifiant direct"],
  ["quasi", "Quasi-identifiant"],
  ["sensitive", "Attribut sensible"],
  ["free", "Libre"],
];

function proposal({ role, proposed, confidence_label: sure, reason }) {
  const [, words] = ROLES.find(([name]) => name === proposed) || ["", ""];
  const told = role === proposed ? "Rôle proposé" : `Rôle proposé : ${words.toLowerCase()}`;
  return t(`${told}${sure ? `, ${sure}` : ""}. ${reason}`);
}

// A list whose lines change only when they must, so that the one who opened it keeps her place.
function menu(id, labelledby, chosen) {
  const select = el("select", {
    id, class: "menu", "aria-labelledby": labelledby, on: { change: () => chosen(select.value) },
  });
  const changed = once();
  function draw(lines, value) {
    changed("lines", lines, () => replace(select,
      lines.map(([key, title]) => el("option", { value: key }, title))));
    if (select.value !== value) select.value = value;
  }
  return { select, draw };
}

export function columnCard(line, level, uid) {
  const title = heading(level, { class: "colonne-nom", id: `${uid}-nom` });
  const roleLabel = el("label", { for: `${uid}-role`, id: `${uid}-role-mot` }, t("Rôle"));
  const role = menu(`${uid}-role`, `${roleLabel.id} ${title.id}`, (value) =>
    line.act("role", { column: column.label, role: value }, { near: role.select }));
  const reason = el("p", { class: "regle" });
  const whatLabel = el("label", { for: `${uid}-geste`, id: `${uid}-geste-mot` }, t("Traitement"));
  const what = menu(`${uid}-geste`, `${whatLabel.id} ${title.id}`, (key) => choose(key));
  const why = el("p", { class: "regle" });
  const range = levelControl(uid, title.id, (at) => slide(at));
  const numbers = numberFields(uid, (values) => treat(column.treatment, column.level, values, numbers.node));
  const effect = el("div", { class: "colonne-effet" });
  const node = el("li", { class: "colonne" },
    el("div", { class: "colonne-role" }, title,
      el("div", { class: "champ-menu" }, roleLabel, role.select), reason),
    el("div", { class: "colonne-geste" },
      el("div", { class: "champ-menu" }, whatLabel, what.select), why, range.node, numbers.node, effect));
  const changed = once();
  let column = null;
  let ladder = ""; // the hierarchy that the range climbs, kept while the column is as it stands

  const gesture = () => `treat ${column.label}`;
  const treatment = (key) => column.treatments.find((one) => one.key === key);
  const climbs = (one) => Boolean(one) && one.levels.length > 0;

  function treat(key, at, values, near) {
    line.act("treat", { column: column.label, treatment: key, level: at, values },
      { gesture: gesture(), near });
  }

  function choose(key) {
    const chosen = treatment(key);
    treat(key, climbs(chosen) ? 1 : 0, firstValues(chosen), what.select);
  }

  function slide(at) {
    treat(at ? ladder : "keep", at, {}, range.node);
  }

  // The range is there for a column that is as it stands too: it is how one begins. A name is
  // no matter of degree: it is first to be taken out.
  function climbed() {
    const inForce = treatment(column.treatment);
    if (climbs(inForce)) ladder = inForce.key;
    else if (column.treatment !== "keep" || column.role === "direct") return [];
    else if (!climbs(treatment(ladder))) ladder = (column.treatments.find(climbs) || { key: "" }).key;
    return climbs(treatment(ladder)) ? treatment(ladder).levels : [];
  }

  // On a range, the example stands with the level, where the eye is.
  function drawEffect(told) {
    const [before, after] = column.example;
    const id = `${uid}-perte`;
    if (column.treatment === "drop") return replace(effect);
    const now = plural(column.distinct_after, "valeur");
    return replace(effect,
      told && el("p", { class: "exemple" }, cellValue(before), column.treatment !== "keep" && [
        " ", el("span", { class: "fleche" }, "→"), " ", cellValue(after)]),
      el("p", { class: "regle" }, column.distinct_after === column.distinct_before
        ? plural(column.distinct_after, "valeur distincte", "valeurs distinctes")
        : t(`${now} au lieu de ${whole(column.distinct_before)}`)),
      el("div", { class: "perte" },
        el("p", { class: "regle", id }, column.loss_label),
        column.loss > 0 && meter(column.loss, id)));
  }

  function draw(next) {
    column = next;
    const ahead = line.ahead(gesture());
    changed("label", column.label, () => replace(title, columnName(column.label)));
    role.draw(ROLES.map(([key, words]) => [key, t(words)]), column.role);
    reason.textContent = proposal(column);
    what.draw(column.treatments.map(({ key, title: words }) => [key, words]), column.treatment);
    const inForce = treatment(column.treatment) || { why: "", fields: [], levels: [] };
    // Said on each of ten columns, what is plain would only tire.
    why.textContent = column.treatment === "drop" ? t("La colonne ne sera pas publiée.") : inForce.why;
    why.hidden = !inForce.why || column.treatment === "keep";
    const steps = climbed();
    changed("effect", [column.example, column.treatment, column.loss, column.loss_label,
      column.distinct_before, column.distinct_after, steps.length], () => drawEffect(!steps.length));
    range.draw(steps, climbs(inForce) ? column.level : 0, column.example[0], ahead);
    numbers.draw(inForce.fields, column.values, title.id, ahead);
  }

  return { node, draw };
}
