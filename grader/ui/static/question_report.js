// « Signaler un problème avec cette question » : a small dialog, which first answers what can be
// answered at once. What is sent goes to the trainer without the learner's pseudonym.

import { el, focusOn, heading, replace } from "./dom.js";
import { t } from "./fr.js";

const LONGEST = 500;

// Category → its words, and what helps before anything is sent. The server knows the same names.
export const PROBLEMS = {
  ambiguous: {
    label: "La question est ambiguë",
    advice: "Dites quels mots se lisent de deux façons. En attendant, la consigne sous la question "
      + "dit comment y répondre, et « Passer » ne vous coûte rien.",
  },
  wrong_key: {
    label: "La bonne réponse me semble fausse",
    advice: "Une fois la question finie, le retour sous chaque réponse dit pourquoi, et la source "
      + "y figure quand la question porte sur le droit. Si vous n'êtes toujours pas d'accord, dites "
      + "ce qui vous fait penser autrement : un article, une date, un cas que vous connaissez.",
  },
  outdated: {
    label: "Une information est dépassée",
    advice: "Si vous connaissez le texte ou la règle qui la remplace, citez-la ici : la "
      + "vérification ira plus vite.",
  },
  typo: {
    label: "Une faute, ou un mot qui manque",
    advice: "Recopiez le passage tel qu'il est. La correction ne changera pas vos points.",
  },
  broken: {
    label: "La page ne marche pas",
    advice: "Rechargez d'abord la page : vos réponses validées sont conservées. Si rien ne change, "
      + "essayez un autre navigateur, puis une autre connexion : le pare-feu d'une collectivité (le "
      + "filtre qui protège son réseau) bloque parfois cette page. Votre service informatique "
      + "pourra l'autoriser.",
  },
  other: {
    label: "Autre chose",
    advice: "Dites en quelques mots ce qui ne va pas.",
  },
};

// o: { uid, level, ask(action, args, near) }
export function reportButton(view, o) {
  const id = `${o.uid}-${view.id}`;
  const opener = el("button", {
    type: "button", class: "lien", "aria-haspopup": "dialog", "aria-describedby": `${id}-titre`,
    on: { click: () => open() },
  }, t("Signaler un problème avec cette question"));
  const box = el("div", { class: "actions signaler" }, opener);

  function open() {
    if (box.querySelector("dialog")) return;
    const dialog = el("dialog", {
      class: "signalement", "aria-labelledby": `${id}-signalement`,
      // The dialog is made anew each time: nothing of an earlier report is left in it.
      on: { close: () => { dialog.remove(); opener.focus(); } },
    });
    dialog.append(form(dialog, `${id}-signalement`, o));
    box.append(dialog);
    dialog.showModal();
    dialog.querySelector("input").focus();
  }
  return box;
}

function form(dialog, id, o) {
  const advice = el("p", { class: "conseil", role: "status" });
  const fault = el("p", { class: "faute", role: "alert", id: `${id}-faute` });
  const choices = Object.entries(PROBLEMS).map(([category, { label, advice: words }]) => {
    const input = el("input", {
      type: "radio", name: id, value: category, id: `${id}-${category}`,
      on: { change: () => { advice.textContent = t(words); replace(fault); } },
    });
    return { input, line: el("li", { class: "reponse" }, el("label", { for: input.id }, input,
      el("span", {}, t(label)))) };
  });
  const comment = el("textarea", {
    class: "champ", id: `${id}-mot`, rows: "2", maxlength: LONGEST, "aria-describedby": `${id}-aide`,
  });
  const send = el("button", { type: "submit", class: "bouton" }, t("Envoyer le signalement"));
  const refuse = (words, at) => {
    fault.textContent = t(words);
    at.focus();
  };

  async function submit(event) {
    event.preventDefault();
    const chosen = choices.find(({ input }) => input.checked);
    if (!chosen) return refuse("Choisissez d'abord ce qui se passe.", choices[0].input);
    const category = chosen.input.value;
    if (category === "other" && !comment.value.trim()) {
      return refuse("Dites en quelques mots ce qui ne va pas.", comment);
    }
    replace(fault);
    const reply = await o.ask("report", { category, comment: comment.value }, send);
    return reply && thanks(dialog, id, o, reply.message);
  }

  return el("form", { novalidate: true, on: { submit } },
    title(id, o),
    el("fieldset", { "aria-describedby": fault.id },
      el("legend", {}, t("Que se passe-t-il ?")),
      el("ul", { class: "reponses" }, choices.map(({ line }) => line))),
    advice,
    el("label", { for: comment.id }, t("En quelques mots (facultatif)")),
    comment,
    el("p", { class: "regle", id: `${id}-aide` },
      t(`${LONGEST} caractères au plus. N'écrivez rien sur une personne : ni nom, ni adresse, ni ce `
        + "qui la ferait reconnaître. Votre signalement part sans votre pseudonyme.")),
    fault,
    el("div", { class: "actions" }, send, el("button", {
      type: "button", class: "bouton discret", on: { click: () => dialog.close() },
    }, t("Annuler"))));
}

const title = (id, o) => heading(o.level + 1, { id, class: "signalement-titre" },
  t("Signaler un problème avec cette question"));

// What is outside an open dialog is not read aloud: the thanks are said where the focus goes.
function thanks(dialog, id, o, message) {
  const told = el("p", {}, message);
  replace(dialog, title(id, o), told, el("div", { class: "actions" }, el("button", {
    type: "button", class: "bouton", on: { click: () => dialog.close() },
  }, t("Revenir à la question"))));
  focusOn(told);
}
