// An exercise whose answer is a chart: a resident's question, what the chart shows, the chart as it
// changes, what it says in words, then what was found in it.

import { el, heading, replace, trusted } from "./dom.js";
import { plural, t } from "./fr.js";
import { outcomeLine } from "./marks.js";
import { choicesFields } from "./chart_choices.js";
import { chosen } from "./chart_data.js";
import { chartFigure } from "./chart_figure.js";
import { keep, kept } from "./drafts.js";
import { helpsPart } from "./exercise_helps.js";
import { once } from "./privacy_once.js";
import { goalsSection } from "./publish_goals.js";

const UNTOLD = "Rien n'a encore été vérifié. Voici ce qui sera regardé dans votre graphique.";

export function mount(host) {
  const { level, uid } = host;
  const head = el("div", { class: "tete" });
  const changed = once();
  const choices = choicesFields(`${uid}-choix`, redrawn);
  const figure = chartFigure(`${uid}-figure`);
  const title = field("input", "titre", "Titre du graphique",
    "Une phrase : ce que l'on découvre.");
  const words = field("textarea", "texte", "Texte alternatif",
    "Ce que l'image apprend, pour qui ne la voit pas : qui, et combien.");
  const since = el("p", { class: "regle", hidden: true },
    t("Votre graphique a changé depuis la dernière vérification."));
  const button = el("button", { type: "submit", class: "bouton" },
    t("Faire vérifier mon graphique"));
  const form = el("form", { class: "dessin-atelier", novalidate: true, on: { submit } },
    choices.node, figure.node, title.node, words.node,
    el("div", { class: "actions" }, button), since);
  const goals = goalsSection(host, level + 1, UNTOLD);
  const helps = helpsPart(host, level + 1, draw);
  replace(host.body, head, form, goals.node, helps.node);
  let view = null;

  function field(tag, name, label, rule) {
    const id = `${uid}-${name}`;
    const control = el(tag, {
      id, class: "dessin-texte", "aria-describedby": `${id}-regle`, autocomplete: "off",
      ...(tag === "input" ? { type: "text" } : { rows: 3 }), on: { input: typed },
    });
    const node = el("div", { class: "dessin-champ large" },
      el("label", { for: id }, t(label)),
      el("p", { class: "regle", id: `${id}-regle` }, t(rule)), control);
    return { node, control };
  }

  const written = () => ({ heading: title.control.value.trim(), alternative: words.control.value.trim() });

  function remember() {
    keep(host.ref, { spec: choices.read(), heading: title.control.value, alternative: words.control.value });
    since.hidden = !view.checked_label;
  }

  function plot() {
    const chart = chosen(view, choices.read());
    figure.draw({ ...chart, ...written() });
    return chart;
  }

  function typed() {
    figure.tell(written());
    remember();
  }

  // Who does not see the drawing hears what became of it.
  function redrawn() {
    const { kept: shown, write } = plot();
    const values = shown.map(({ value }) => value);
    host.say(t(`Graphique redessiné : ${plural(shown.length, "valeur")}, de ${write(Math.max(...values))} à ${write(Math.min(...values))}.`));
    remember();
  }

  async function submit(event) {
    event.preventDefault();
    await host.free();
    const { heading: told, alternative } = written();
    const next = await host.ask("check", { spec: choices.read(), title: told, alternative },
      { near: button, waiting: t("Lecture de votre graphique…") });
    if (!next) return;
    keep(host.ref, null);
    draw(next);
    since.hidden = true;
    goals.tell();
  }

  // What is being chosen and typed is hers: a view only gives it the first time.
  function begin() {
    const left = kept(host.ref);
    const { spec, heading: told, alternative } = left && fits(left.spec) ? left : view;
    choices.build(view, spec);
    Object.assign(title.control, { maxLength: view.longest.title, value: told });
    Object.assign(words.control, { maxLength: view.longest.alternative, value: alternative });
    since.hidden = !left || !view.checked_label;
    plot();
  }

  // A draft of an earlier version of the exercise may name what is no longer there.
  const fits = (spec) => view.tables.some(({ by }) => by === spec.by)
    && (spec.count === "rows" || view.values.some(([column]) => column === spec.value));

  function draw(next) {
    const first = !view;
    view = next;
    changed("head", [view.title, view.outcome.status, view.outcome.points, view.statement_html], () => replace(head,
      heading(level, { class: "exercice-titre" }, view.title),
      outcomeLine(view.outcome),
      el("div", { class: "consigne" }, trusted(view.statement_html)),
      el("blockquote", { class: "dessin-question" }, el("p", {}, view.question)),
      el("ul", { class: "emporter" }, el("li", {},
        el("a", { class: "telecharger", href: view.given_url, download: view.given_name },
          t("Télécharger "), el("span", { class: "nom" }, view.given_name)),
        el("span", { class: "regle" }, ` ${view.given_facts}`)))));
    if (first) begin();
    goals.draw(view);
    changed("helps", [view.hints_html, view.hints_total, view.solution_html], () => helps.draw(view));
  }

  return draw;
}
