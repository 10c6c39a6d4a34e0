// The passages that are hidden, one after the other: what each says, its reason with its article,
// the same words elsewhere, and a way back.

import { el, focusOn, heading, hidden, replace } from "./dom.js";
import { plural, t } from "./fr.js";
import { elsewhere, passageOf, typedWords, withoutWords, withWords } from "./redact_words.js";

// tell(reason): how each is told, « vie privée » or « vie privée (article L311-6 du CRPA) ».
export function reasonMenu(id, reasons, chosen, change, tell) {
  return el("select", { class: "menu", id, on: { change: (event) => change(event.currentTarget.value) } },
    el("option", { value: "", selected: !chosen }, t("Sans motif")),
    reasons.map((one) => el("option", { value: one.key, selected: one.key === chosen }, t(tell(one)))));
}

// What each reason protects, and where it is written.
export function reasonsTable(reasons) {
  return el("details", { class: "acte-motifs" }, el("summary", {}, t("Les motifs, et ce qu'ils protègent")),
    el("p", { class: "regle" }, t("CRPA : le code des relations entre le public et l'administration.")),
    el("dl", {}, reasons.map(({ label, told, article }) => [
      el("dt", {}, label), el("dd", {}, told, " ", el("span", { class: "regle" }, article)),
    ])));
}

// work: { lines, words, marks, reasons } of now. change(marks): other ones.
export function marksList(host, id, level, work, change) {
  const count = el("p", { class: "regle acte-compte" });
  const list = el("ol", { class: "passages acte-passages" });
  const field = el("input", {
    type: "text", class: "champ", id: `${id}-ecrit`, autocomplete: "off", maxlength: 200,
    "aria-describedby": `${id}-ecrit-dit`,
  });
  const answer = el("p", { class: "regle", id: `${id}-ecrit-dit` },
    t("Tel qu'il est dans l'acte : « Mme Durand »."));
  const node = el("div", { class: "acte-cote" },
    heading(level, {}, t("Ce que vous cachez")), count, list,
    el("form", { class: "acte-ecrire", novalidate: true, on: { submit: hideTyped } },
      el("label", { for: field.id }, t("Cacher un passage partout où il est écrit")), field,
      el("div", { class: "actions" },
        el("button", { type: "submit", class: "bouton discret petit" }, t("Cacher partout"))), answer));

  const words = ({ first, last }) => work().words.slice(first, last + 1).map((word) => word.text);

  function everywhere(places, reason) {
    change(places.reduce((marks, [first, last]) => withWords(work().words, marks, first, last, reason), work().marks));
  }

  function hideTyped(event) {
    event.preventDefault();
    const typed = typedWords(field.value);
    const places = typed.length ? elsewhere(work().words, work().marks, typed) : [];
    const told = places.length
      ? `« ${field.value.trim()} » : ${plural(places.length, "endroit caché", "endroits cachés")}.`
      : "Ces mots ne se lisent nulle part dans l'acte, ou sont déjà cachés.";
    if (places.length) {
      everywhere(places, work().reason);
      field.value = "";
    }
    answer.textContent = t(told);
    host.say(t(told));
    field.focus();
  }

  // Back to the same passage, which may have changed its rank.
  const back = (first, name) => focusOn(list.querySelector(`[data-premier="${first}"] ${name}`) || field);

  function remove(mark, rank) {
    change(withoutWords(work().marks, mark.first, mark.last));
    const left = [...list.querySelectorAll(".retirer")];
    focusOn(left[Math.min(rank, left.length - 1)] || field);
    host.say(t(`Passage rétabli. ${count.textContent}.`));
  }

  function line(mark, rank) {
    const { lines, words: all, marks, reasons } = work();
    const passage = passageOf(lines, all, mark);
    const others = elsewhere(all, marks, words(mark));
    const menu = `${id}-motif-${rank}`;
    const known = reasons.find(({ key }) => key === mark.reason);
    const more = plural(others.length, "autre endroit", "autres endroits");
    return el("li", { "data-premier": String(mark.first) },
      el("p", {}, el("span", { class: "passage-texte texte-libre" }, `«\u00a0${passage}\u00a0»`), " ",
        el("span", { class: "regle" }, t(`ligne ${all[mark.first].line + 1}`))),
      el("label", { class: "lu-seulement", for: menu }, t("Motif : "), el("span", { class: "texte-libre" }, passage)),
      reasonMenu(menu, reasons, mark.reason, (reason) => {
        change(work().marks.map((one) => (one.first === mark.first ? { ...one, reason } : one)));
        back(mark.first, "select");
      }, ({ label }) => label),
      known && el("p", { class: "regle" }, known.article),
      el("div", { class: "acte-gestes" },
        others.length > 0 && el("button", { type: "button", class: "lien partout", on: { click: () => {
          everywhere(others, mark.reason);
          back(mark.first, ".retirer");
          host.say(t(`Caché aussi à ${more}.`));
        } } }, t(`Cacher partout (${more})`)),
        el("button", { type: "button", class: "lien retirer", on: { click: () => remove(mark, rank) } },
          t("Rétablir"), hidden([" ", el("span", { class: "texte-libre" }, passage)]))));
  }

  function draw() {
    const { marks } = work();
    count.textContent = marks.length
      ? t(plural(marks.length, "passage caché", "passages cachés"))
      : t("Rien n'est caché pour l'instant");
    list.hidden = !marks.length;
    replace(list, marks.map(line));
  }

  return { node, draw };
}
