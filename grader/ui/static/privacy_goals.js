// What an exercise asks of the file, and where it stands: told as one goes, so that nobody has
// to guess what is missing.

import { el, heading, replace } from "./dom.js";
import { plural, t } from "./fr.js";
import { mark } from "./marks.js";
import { once } from "./privacy_once.js";

const figure = new Intl.NumberFormat("fr-FR", { maximumFractionDigits: 2 });
const worth = (points) => `${figure.format(points)}\u00a0${points < 2 ? "point" : "points"}`;

export function goalsSection(level, uid) {
  const title = heading(level, { id: `${uid}-objectifs` }, t("Ce qui est demandé"));
  const state = el("p");
  const list = el("ul", { class: "objectifs" });
  const graded = el("p", { class: "note" });
  const node = el("section", { "aria-labelledby": title.id }, title, state, list, graded);
  const changed = once();

  function draw(view) {
    const { goals } = view;
    node.hidden = !goals.length;
    changed("goals", goals, () => {
      const met = goals.filter((goal) => goal.met).length;
      state.textContent = t(`${plural(met, "objectif atteint", "objectifs atteints")} sur ${goals.length}, d'après vos choix à cet instant.`);
      replace(list, goals.map((goal) => el("li", {},
        el("p", { class: "objectif" },
          mark(goal.met ? "passed" : "none", goal.met ? t("Atteint") : t("Pas encore")),
          " ", el("span", { class: "objectif-texte" }, goal.text), " ",
          el("span", { class: "points" }, worth(goal.points))),
        goal.sentence && el("p", { class: "regle" }, goal.sentence))));
    });
    changed("graded", view.graded, () => {
      graded.hidden = !view.graded;
      if (!view.graded) return;
      const [points, most] = view.graded;
      graded.textContent = t(`Au dernier « Est-ce publiable ? » : ${figure.format(points)} sur ${worth(most)}.`);
    });
  }

  return { node, draw };
}
