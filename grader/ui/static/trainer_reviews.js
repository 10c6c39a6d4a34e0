// Answers that a person marks: what was written, the rubric, a word to the learner.

import { el, heading, replace, trusted, trustedInline } from "./dom.js";
import { plural, t, whole } from "./fr.js";

const POINTS = /^\d{1,3}(?:[.,]\d{1,2})?$/;

const worth = (points) => `${String(points).replace(".", ",")} ${points < 2 ? "point" : "points"}`;

// o: { uid, level, act(action, args, { near, waiting, where }) }
export function reviewsSection(o) {
  // What is being typed outlives a refresh: an answer that has not changed keeps its form.
  let kept = new Map();
  let first = true;
  let looking = false; // back at those already read
  const box = el("section", { class: "lectures", "aria-labelledby": `${o.uid}-lectures` });

  function draw(view, label = "") {
    const before = kept;
    kept = new Map();
    const one = (answer, longest) => {
      const key = sameAs(answer);
      const last = before.get(answer.answer);
      const node = last && last.key === key ? last.node : reading(answer, longest, o, where);
      kept.set(answer.answer, { key, node });
      return node;
    };
    const waiting = view.waiting.map((answer) => one(answer, view.longest));
    const read = view.read.map((answer) => one(answer, view.longest));
    // The next one is open, so that reading goes on; the first time, nothing jumps at the eye.
    if (!first && waiting.length && !waiting.some((node) => node.open)) waiting[0].open = true;
    first = false;
    replace(box,
      heading(o.level, { id: `${o.uid}-lectures`, tabindex: "-1" }, t("Les réponses à lire")),
      el("p", {}, view.sentence),
      label && el("p", { class: "regle" }, label),
      waiting.length > 0 && el("div", { class: "a-lire" }, waiting),
      read.length > 0 && el("details", {
        class: "deja", open: looking, on: { toggle: (event) => { looking = event.currentTarget.open; } },
      },
      el("summary", {}, t(`Revenir sur ${plural(read.length, "réponse déjà lue", "réponses déjà lues")}`)),
      el("div", { class: "a-lire" }, read)));
    return box;
  }

  // After a review: the next answer to read, else the title.
  const where = () => box.querySelector(".a-lire:not(.deja .a-lire) summary")
    || box.querySelector(`#${CSS.escape(`${o.uid}-lectures`)}`);
  return draw;
}

// The page's own data and the kernel's messages do not give the fields in one order.
const sameAs = ({ text, comment, earned_label: earned, rubric }) => JSON.stringify(
  [text, comment, earned, rubric.map((line) => [line.id, line.text_html, line.points, line.given])],
);

function reading(answer, longest, o, where) {
  const id = `${o.uid}-reponse-${answer.answer}`;
  return el("details", { class: "lecture" },
    el("summary", {},
      el("span", { class: "qui" }, answer.pseudonym),
      el("span", { class: "regle" }, ` ${[answer.place, answer.when].filter(Boolean).join(", ")}`),
      answer.earned_label && el("span", { class: "points" }, answer.earned_label)),
    el("div", { class: "enonce" }, trusted(answer.question_html)),
    el("p", { class: "regle" }, answer.counts_label),
    el("blockquote", { class: "texte-ecrit" }, answer.text),
    answer.model_html && el("details", {},
      el("summary", {}, t("Une réponse possible")), trusted(answer.model_html)),
    marking(answer, longest, id, o, where));
}

function marking(answer, longest, id, o, where) {
  const fault = el("p", { class: "faute", id: `${id}-faute`, role: "alert" });
  const fields = answer.rubric.map((line) => {
    const input = el("input", {
      class: "champ", type: "text", inputmode: "decimal", autocomplete: "off", maxlength: "6",
      id: `${id}-${line.id}`, value: line.given, "aria-describedby": fault.id,
    });
    return { line, input, node: el("div", { class: "critere" },
      el("label", { for: input.id }, trustedInline(line.text_html),
        el("span", { class: "regle" }, t(` (de 0 à ${worth(line.points)})`))),
      input) };
  });
  const comment = el("textarea", {
    class: "champ", id: `${id}-mot`, rows: "4", maxlength: longest, "aria-describedby": `${id}-aide`,
  });
  comment.value = answer.comment;
  const save = el("button", { type: "submit", class: "bouton" }, answer.earned_label
    ? t("Remplacer l'appréciation")
    : t("Enregistrer l'appréciation"));

  async function submit(event) {
    event.preventDefault();
    replace(fault);
    const wrong = fields.filter(({ line, input }) => !fits(input.value.trim(), line.points));
    fields.forEach((one) => {
      if (wrong.includes(one)) one.input.setAttribute("aria-invalid", "true");
      else one.input.removeAttribute("aria-invalid");
    });
    if (wrong.length) {
      fault.textContent = t(`Donnez à ce critère un nombre de 0 à ${worth(wrong[0].line.points)}.`);
      wrong[0].input.focus();
      return;
    }
    const marks = fields.map(({ line, input }) => `${line.id}=${input.value.trim().replace(",", ".")}`);
    await o.act("review", { answer: answer.answer, marks, comment: comment.value },
      { near: save, waiting: t("Enregistrement…"), where });
  }

  return el("form", { class: "bareme", novalidate: true, on: { submit } },
    el("fieldset", {},
      el("legend", {}, t("Vos points, critère par critère")), fields.map(({ node }) => node)),
    el("label", { for: comment.id }, t("Un mot pour la personne (facultatif)")),
    comment,
    el("p", { class: "regle", id: `${id}-aide` },
      t(`Elle le lira sous sa réponse. ${whole(longest)} caractères au plus.`)),
    fault,
    el("div", { class: "actions" }, save));
}

function fits(typed, most) {
  return POINTS.test(typed) && Number(typed.replace(",", ".")) <= most;
}
