// What to train on: everything, a module or some objectives, and how many questions.

import { el, heading, replace } from "./dom.js";
import { plural, t } from "./fr.js";

const OBJECTIVES = "objectifs";

// begin({ modules, objectives, count }, near); wanted: slug of the module to propose, or "".
export function choiceForm(host, view, { wanted, begin }) {
  const id = `${host.uid}-choix`;
  const several = view.modules.length > 1;
  const scopes = [
    several && { value: "", label: t("Tous les modules"), count: view.total },
    ...view.modules.map((one) => ({ value: `m-${one.id}`, label: one.title, count: one.count })),
    { value: OBJECTIVES, label: t("Un ou plusieurs objectifs, à choisir") },
  ].filter(Boolean);
  const proposed = scopes.find((one) => one.value === `m-${wanted}`) || scopes[0];
  const scopeInputs = scopes.map((one, number) => el("input", {
    type: "radio", name: `${id}-quoi`, id: `${id}-quoi-${number}`, value: one.value,
    checked: one === proposed, on: { change: () => update() },
  }));
  const boxes = []; // { input, module, objective }
  const sizes = el("ul", { class: "reponses" });
  const told = el("output", { class: "regle", id: `${id}-combien` });
  const fault = el("p", { class: "faute", id: `${id}-faute`, hidden: true });
  const objectives = el("div", { class: "choix-objectifs" }, fault, view.modules.map(objectivesOf));
  const button = el("button", { type: "submit", class: "bouton" }, t("Commencer"));

  function objectivesOf(module) {
    return el("fieldset", { "aria-describedby": fault.id },
      el("legend", {}, several ? t(`Objectifs : ${module.title}`) : t("Objectifs")),
      el("ul", { class: "reponses" }, module.objectives.map((objective) => {
        const input = el("input", {
          type: "checkbox", id: `${id}-${objective.id}`, value: objective.id,
          on: { change: () => update() },
        });
        boxes.push({ input, module, objective });
        return choice(input, objective.text, objective.count);
      })));
  }

  const scope = () => scopes[scopeInputs.findIndex((input) => input.checked)];
  const checked = () => boxes.filter(({ input }) => input.checked);
  const size = () => sizes.querySelector("input:checked");

  function available() {
    return scope().value === OBJECTIVES
      ? checked().reduce((sum, { objective }) => sum + objective.count, 0)
      : scope().count;
  }

  // The numbers proposed follow what was chosen: never more questions than there are.
  function update() {
    const count = available();
    const kept = size() ? size().value : String(view.sizes[0]);
    const offered = view.sizes.filter((one) => one < count).map((one) => ({
      value: String(one), label: t(plural(one, "question")),
    }));
    const most = Math.min(count, view.most);
    if (count) offered.push({ value: "0", label: allOf(count, most) });
    const shown = offered.some((one) => one.value === kept) ? kept : "0";
    const focused = sizes.contains(document.activeElement);
    objectives.hidden = scope().value !== OBJECTIVES;
    fault.hidden = true;
    replace(sizes, offered.map((one, number) => choice(el("input", {
      type: "radio", name: `${id}-combien`, id: `${id}-combien-${number}`, value: one.value,
      checked: one.value === shown,
    }), one.label)));
    if (focused && size()) size().focus();
    told.textContent = count
      ? t(`${plural(count, "question correspond", "questions correspondent")} à votre choix.`)
      : t("Cochez au moins un objectif.");
  }

  function allOf(count, most) {
    if (count === 1) return t("La seule question");
    if (most < count) return t(`Toutes, dans la limite de ${most} par tirage`);
    return t(`Toutes (${plural(count, "question")})`);
  }

  async function submit(event) {
    event.preventDefault();
    const { value } = scope();
    if (value === OBJECTIVES && !checked().length) {
      fault.hidden = false;
      replace(fault, t("Cochez au moins un objectif, ou choisissez un module."));
      host.say(fault.textContent);
      boxes[0].input.focus();
      return;
    }
    await begin({
      modules: value.startsWith("m-") ? [value.slice(2)] : [],
      objectives: value === OBJECTIVES ? checked().map(({ objective }) => objective.id) : [],
      count: Number(size().value),
    }, button);
  }

  const form = el("form", { class: "choix-quiz", novalidate: true, on: { submit } },
    el("fieldset", {},
      el("legend", {}, t("Sur quoi voulez-vous vous entraîner ?")),
      el("ul", { class: "reponses" }, scopes.map((one, number) =>
        choice(scopeInputs[number], one.label, one.count)))),
    objectives,
    el("fieldset", { "aria-describedby": `${id}-combien` },
      el("legend", {}, t("Combien de questions ?")), told, sizes),
    el("div", { class: "actions" }, button));
  update();
  return [
    heading(host.level, { class: "libre-titre" }, t("Choisir un quiz")),
    el("p", {}, t("Entraînez-vous autant que vous voulez : rien ici ne compte dans une note. "
      + "Une question qui compte dans un exercice noté n'y vient qu'une fois que vous l'avez "
      + "terminée.")),
    form,
  ];
}

// One choice of a group; count: how many questions, undefined where it is not known yet.
function choice(input, label, count) {
  return el("li", { class: "reponse" }, el("label", { for: input.id }, input,
    el("span", {}, label, count !== undefined && [
      " ", el("span", { class: "regle" }, t(`(${plural(count, "question")})`)),
    ])));
}
