// What is done with rows: those of groups that stay too small are left out, or no row at all is
// published, only counts.

import { el, heading, replace } from "./dom.js";
import { t } from "./fr.js";
import { once } from "./privacy_once.js";
import { columnName } from "./privacy_words.js";

const MOST = 20; // rows alike that the range asks for; more than that, by steps already there
const CELLS = 5; // counts below that are hidden, to begin with
const MOST_CELLS = 1000;

const told = (least) => (least < 2
  ? t("aucune ligne retirée")
  : t(`les lignes des groupes de moins de ${least} personnes sont retirées`));

export function suppressControl(line, uid) {
  const label = el("label", { for: `${uid}-petits` }, t("Retirer les lignes trop rares"));
  const range = el("input", {
    type: "range", id: `${uid}-petits`, min: 1, step: 1, "aria-describedby": `${uid}-petits-aide`,
    on: { input: () => moved() },
  });
  const state = el("p", { class: "niveau-dit", "aria-hidden": "true" });
  const node = el("div", { class: "niveau" }, label,
    el("p", { class: "regle", id: `${uid}-petits-aide` }, t("Des lignes qui ne ressemblent à aucune autre "
      + "désignent quelqu'un. On peut les retirer plutôt que de tout généraliser.")),
    range, state);

  const least = () => (Number(range.value) < 2 ? 0 : Number(range.value));

  function tell() {
    range.setAttribute("aria-valuetext", told(least()));
    state.textContent = told(least());
  }

  function moved() {
    tell();
    line.act("suppress", { least: least() }, { gesture: "suppress", near: node });
  }

  function draw(view) {
    range.max = String(Math.max(MOST, view.least));
    if (!line.ahead("suppress")) range.value = String(Math.max(1, view.least));
    tell();
  }

  return { node, draw };
}

export function countControl(line, uid) {
  const boxes = el("ul", { class: "compter-par" });
  const cells = el("input", {
    type: "number", class: "champ-nombre", id: `${uid}-cellules`, min: 0, max: MOST_CELLS, step: 1,
    inputmode: "numeric", on: { change: () => send() },
  });
  const fault = el("p", { class: "faute", hidden: true });
  const summary = el("summary");
  const node = el("details", { class: "comptes" }, summary,
    el("p", { class: "regle" }, t("Aucune ligne n'est alors publiée : seulement combien de lignes portent chaque "
      + "valeur des colonnes cochées. Les petits comptes sont cachés, et ceux qui permettraient de les retrouver par différence.")),
    el("fieldset", {}, el("legend", {}, t("Compter les lignes par")), boxes),
    el("div", { class: "nombre-champ" },
      el("label", { for: cells.id }, t("Cacher les comptes inférieurs à")), cells),
    fault);
  const changed = once();
  let inputs = [];

  function send() {
    const wrong = cells.value === "" || !cells.checkValidity();
    fault.hidden = !wrong;
    cells.setAttribute("aria-invalid", String(wrong));
    if (wrong) {
      fault.textContent = t(`Entrez un nombre entier entre 0 et ${MOST_CELLS}.`);
      return;
    }
    const by = inputs.filter(({ input }) => input.checked).map(({ label }) => label);
    line.act("count", { by, cells: by.length ? Number(cells.value) : 0 }, { gesture: "count", near: boxes });
  }

  function build(labels) {
    inputs = labels.map((label, number) => ({
      label,
      input: el("input", {
        type: "checkbox", id: `${uid}-par-${number}`, on: { change: () => send() },
      }),
    }));
    replace(boxes, inputs.map(({ label, input }) => el("li", {},
      el("label", { for: input.id }, input, " ", columnName(label)))));
  }

  function draw(view) {
    const published = view.columns.filter(({ treatment }) => treatment !== "drop");
    changed("labels", published.map(({ label }) => label), () => build(published.map(({ label }) => label)));
    summary.textContent = view.by.length
      ? t("Vous publiez des comptes plutôt que des lignes")
      : t("Publier des comptes plutôt que des lignes");
    if (line.ahead("count")) return;
    inputs.forEach(({ label, input }) => {
      input.checked = view.by.includes(label);
    });
    const value = view.by.length ? view.cells : Number(cells.value || CELLS);
    if (document.activeElement !== cells && Number(cells.value || NaN) !== value) cells.value = String(value);
  }

  return { node, draw };
}

export function rowsSection(line, level, uid) {
  const title = heading(level, { id: `${uid}-lignes` }, t("Les lignes"));
  const suppress = suppressControl(line, uid);
  const count = countControl(line, uid);
  const node = el("section", { "aria-labelledby": title.id }, title, suppress.node, count.node);

  function draw(view) {
    suppress.draw(view);
    count.draw(view);
  }

  return { node, draw };
}
