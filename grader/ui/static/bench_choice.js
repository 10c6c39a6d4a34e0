// The schema that a file is checked against: the likeliest ones, then all the others.

import { el } from "./dom.js";
import { t } from "./fr.js";

// choose(schema, button): what is done with the answer.
export function schemaForm(host, view, uid, choose) {
  const guessed = new Set(view.guesses.map((guess) => guess.schema));
  const others = view.schemas.filter(([schema]) => !guessed.has(schema));
  const chosen = view.schema || (view.guesses.length ? view.guesses[0].schema : "");
  const radios = view.guesses.map((guess, number) => el("input", {
    type: "radio", name: `${uid}-choix`, id: `${uid}-choix-${number}`, value: guess.schema,
    checked: guess.schema === chosen, "aria-describedby": `${uid}-dit-${number}`,
  }));
  const select = el("select", { id: `${uid}-autres`, on: { change: () => picked() } },
    el("option", { value: "" }, t("Choisissez un schéma")),
    others.map(([schema, title]) => el("option", { value: schema, selected: schema === chosen }, title)));
  const other = el("input", {
    type: "radio", name: `${uid}-choix`, id: `${uid}-choix-autre`, value: "",
    checked: Boolean(chosen) && !guessed.has(chosen),
  });
  const fault = el("p", { class: "faute", hidden: true });
  const button = el("button", { type: "submit", class: "bouton" }, t("Contrôler avec ce schéma"));

  function picked() {
    if (radios.length && select.value) other.checked = true;
  }

  const value = () => {
    const radio = radios.find((one) => one.checked);
    return radio ? radio.value : select.value;
  };

  const all = el("div", { class: "tous-schemas" },
    el("label", { for: select.id }, t(radios.length ? "Tous les autres schémas" : "Schéma du fichier")), select);
  const guesses = radios.length > 0 && el("fieldset", { class: "choix-schema" },
    el("legend", {}, t("Que contient votre fichier ?")),
    el("ul", { class: "reponses" }, view.guesses.map((guess, number) =>
      el("li", { class: "reponse" },
        el("label", { for: radios[number].id }, radios[number],
          el("span", {}, guess.title)),
        el("p", { class: "regle", id: `${uid}-dit-${number}` }, guess.sentence))),
    others.length > 0 && el("li", { class: "reponse" },
      el("label", { for: other.id }, other, el("span", {}, t("Un autre schéma"))))));

  function submit(event) {
    event.preventDefault();
    const schema = value();
    fault.hidden = Boolean(schema);
    if (schema) return choose(schema, button);
    fault.textContent = t("Dites d'abord quel schéma convient à votre fichier.");
    host.say(fault.textContent);
    return (radios.length && !other.checked ? radios[0] : select).focus();
  }

  return el("form", { class: "choix", novalidate: true, on: { submit } },
    guesses, others.length > 0 && all, fault, el("div", { class: "actions" }, button));
}
