// A module's page: what it teaches, where I stand, handing my work in.

import { el, focusOn, heading, hidden, replace, trusted } from "./dom.js";
import { t } from "./fr.js";
import { mark, outcomeFeedback } from "./marks.js";
import { attestationLine, exerciseTable, gauge, lessonList } from "./lists.js";
import { roadSection } from "./module_road.js";

// Grading takes a second, or minutes behind others: looked at less and less, then on request.
const LOOKS = [1_000, 1_000, 2_000, 3_000, 5_000, ...Array(18).fill(8_000)];
const HAND_IN = { none: "none", queued: "started", graded: "done", failed: "failed",
  review: "needs_review" };
const WORDS = {
  none: "Pas encore rendu", queued: "En attente de note", graded: "Noté", failed: "À rendre de nouveau",
  review: "Noté en partie : une personne doit lire vos réponses",
};

// « review » : graded, but for what a person has still to read.
const isGraded = (state) => state.state === "graded" || state.state === "review";

// The take-away has headings of its own, written for a page of its own: one level lower here.
function lowered(content) {
  content.querySelectorAll("h2").forEach((title) => {
    const lower = heading(3, {});
    lower.append(...title.childNodes);
    title.replaceWith(lower);
  });
  return content;
}

export function mount(host) {
  const level = host.level;
  let looks = 0;
  let timer = 0;

  function handInForm(view) {
    const state = view.hand_in;
    if (state.state === "queued") return null;
    if (isGraded(state) && !state.changed_since) return null;
    const inputs = [["false", "N'envoyer que les résultats",
      "Vos réponses aux questions et le compte des anomalies, sans aucune ligne de vos fichiers."],
    ["true", "Envoyer aussi mes fichiers",
      "Votre formateur pourra les ouvrir. Ils sont effacés à la même date que les vôtres."],
    ].map(([value, label, help], number) => ({
      input: el("input", {
        type: "radio", name: `${host.uid}-envoi`, value, id: `${host.uid}-envoi-${number}`,
        "aria-describedby": `${host.uid}-envoi-${number}-aide`, checked: value === "false",
      }),
      label, help, helpId: `${host.uid}-envoi-${number}-aide`,
    }));
    const button = el("button", { type: "submit", class: "bouton" }, state.state === "none"
      ? t("Rendre mon travail")
      : t("Rendre de nouveau mon travail"));
    const submit = async (event) => {
      event.preventDefault();
      const send = state.has_files && inputs[1].input.checked;
      const next = await host.ask("hand_in", { send_files: send },
        { near: button, waiting: t("Envoi de votre travail…") });
      if (!next) return;
      looks = 0;
      draw(next);
      focusOn(host.body.querySelector(".rendu-etat"));
    };
    return el("form", { class: "rendu-forme", on: { submit } },
      state.has_files && el("fieldset", {},
        el("legend", {}, t("Qu'envoyez-vous au correcteur ?")),
        el("ul", { class: "reponses" }, inputs.map(({ input, label, help, helpId }) =>
          el("li", { class: "reponse" },
            el("label", { for: input.id }, input, el("span", {}, t(label))),
            el("p", { class: "regle", id: helpId }, t(help)))))),
      el("p", { class: "regle" }, t("Votre travail part sous votre pseudonyme.")),
      el("div", { class: "actions" }, button));
  }

  function handIn(view) {
    const state = view.hand_in;
    const again = el("button", {
      type: "button", class: "bouton discret", on: { click: () => refresh(again) },
    }, t("Actualiser"));
    return el("section", { class: "rendu", "aria-labelledby": `${host.uid}-rendu` },
      heading(level, { id: `${host.uid}-rendu` }, t("Rendre mon travail")),
      el("p", {}, state.rule),
      el("div", { class: "rendu-etat" },
        mark(HAND_IN[state.state] || "none", t(WORDS[state.state] || ""), "p"),
        state.grade_label && el("p", { class: "note-obtenue" }, hidden(t("Note : ")), state.grade_label),
        state.sentence && el("p", {}, state.sentence)),
      state.exercises.length > 0 && [
        exerciseTable(state.exercises, state.state === "review"
          ? t("Vos points pour l'instant, par exercice")
          : t("Votre note, par exercice")),
        state.exercises.map(gradedFeedback),
      ],
      state.changed_since && isGraded(state) && el("p", { class: "note" },
        t("Vous avez continué depuis : rendez de nouveau votre travail pour que ce soit compté.")),
      state.state === "queued" && el("div", { class: "actions" }, again),
      handInForm(view));
  }

  function gradedFeedback(exercise) {
    const told = outcomeFeedback(exercise.outcome);
    return told && el("details", {}, el("summary", {}, t(`Retours : ${exercise.title}`)), told);
  }

  async function refresh(near) {
    const next = await host.ask("refresh", {}, { near, quiet: !near });
    if (!next) return;
    const before = host.body.contains(document.activeElement);
    draw(next);
    if (next.hand_in.state !== "queued") host.say(next.hand_in.sentence);
    else if (near) host.say(t("La note n'est pas encore arrivée."));
    if (before && near) {
      focusOn(host.body.querySelector(".rendu-etat + .actions button, .rendu-etat"));
    }
  }

  function draw(view) {
    clearTimeout(timer);
    if (view.hand_in.state === "queued" && looks < LOOKS.length) {
      timer = setTimeout(() => refresh(null), LOOKS[looks]);
      looks += 1;
    }
    replace(host.body,
      view.summary && el("p", { class: "chapeau" }, view.summary),
      gauge(view.progress, view.progress_label, `${host.uid}-avance`),
      view.points_label && el("p", { class: "points" }, view.points_label),
      (view.attestations || []).map((one) => attestationLine(one, true)),
      view.objectives.length > 0 && [
        heading(level, {}, t("Ce que vous saurez faire")),
        el("ul", {}, view.objectives.map((one) => el("li", {}, one))),
      ],
      roadSection(view.road, level, host.uid),
      heading(level, {}, t("Les leçons")),
      lessonList(view.lessons),
      view.free_quiz_url && el("p", {},
        el("a", { href: view.free_quiz_url }, t("S'entraîner sans être noté"))),
      view.exercises.length > 0 && [
        heading(level, {}, t("Les exercices notés")),
        view.choices.map(({ rule, made }) => el("p", { class: "note" }, rule,
          made && [el("br", {}), el("strong", {}, made)])),
        exerciseTable(view.exercises, t("Où vous en êtes, par exercice")),
        view.other_exercises.length > 0 && el("details", {},
          el("summary", {}, t(`Tout montrer : les exercices d'autres services (${view.other_exercises.length})`)),
          exerciseTable(view.other_exercises, t("Exercices sur les fichiers d'autres services"))),
      ],
      view.road_url && !view.road && el("p", {},
        el("a", { href: view.road_url }, t("Voir la route de mon fichier, et son rapport"))),
      handIn(view),
      view.takeaway_html && el("section", { "aria-labelledby": `${host.uid}-retenir` },
        heading(level, { id: `${host.uid}-retenir` }, t("À retenir")), lowered(trusted(view.takeaway_html))));
  }

  return draw;
}
