// An exercise of redaction: an act is given, passages of it are marked to be hidden, each with its
// reason. What is marked is kept as it is made; « Vérifier » compares it with the expert's key.

import { el, focusOn, heading, hidden, replace, trusted } from "./dom.js";
import { t } from "./fr.js";
import { outcomeLine } from "./marks.js";
import { keep, kept } from "./drafts.js";
import { helpsPart } from "./exercise_helps.js";
import { once } from "./privacy_once.js";
import { marksList, reasonMenu, reasonsTable } from "./redact_marks.js";
import { carriedBox, outcomePart, writtenPart } from "./redact_results.js";
import { actText } from "./redact_text.js";
import { marksOf, spansOf, wordsOf } from "./redact_words.js";

const PAUSE = 700; // after the last mark, before it is sent

export function mount(host) {
  const { level, uid } = host;
  const changed = once();
  const head = el("div", { class: "tete" });
  const state = el("p", { class: "regle acte-etat" });
  const since = el("p", { class: "regle", hidden: true },
    t("Vos passages ont changé depuis la dernière vérification."));
  const mode = el("p", { class: "regle", id: `${uid}-acte-mode` },
    t("Glissez la souris sur les mots à cacher, ou touchez-les. Au clavier, les flèches vont d'un mot "
      + "à l'autre, Espace cache ou rétablit, Maj et une flèche étendent, Suppr rétablit tout le passage."));
  const chosen = el("div", { class: "acte-choix" });
  const published = el("input", { type: "checkbox", id: `${uid}-publie`, on: { change: showPublished } });
  const text = actText({
    id: `${uid}-acte`, level: level + 2, marks: () => marks, change, reason: () => reason, label, name,
    say: (sentence) => host.say(sentence),
  });
  const list = marksList(host, `${uid}-cache`, level + 1,
    () => ({ lines: view.lines, words, marks, reasons: view.reasons, reason }), (next) => change(next, true));
  const button = el("button", { type: "button", class: "bouton", on: { click: check } }, t("Vérifier"));
  const results = outcomePart(host, level + 1);
  const written = writtenPart(level + 1, saved);
  const helps = helpsPart(host, level + 1, draw);
  replace(host.body, head,
    el("div", { class: "acte" }, el("div", { class: "acte-corps" },
      el("div", { class: "acte-lu" },
        heading(level + 1, {}, t("L'acte")), mode, chosen,
        el("p", { class: "acte-publie" }, published, " ",
          el("label", { for: published.id }, t("Montrer le texte tel qu'il sera publié"))),
        text.node),
      list.node)),
    el("div", { class: "actions" }, button), state, since,
    results.node, written.node, helps.node);

  let view = null;
  let words = [];
  let marks = [];
  let reason = "";
  let timer = 0;
  let saving = null; // what is being sent, as long as it is
  let held = ""; // the passages that the server holds

  const spans = () => spansOf(words, marks);
  const told = () => JSON.stringify(spans());

  const reasonOf = (key) => view.reasons.find((one) => one.key === key);

  function name(mark) {
    return t(mark.reason ? `caché : ${reasonOf(mark.reason).label}` : "caché sans motif");
  }

  // What stands beside a hidden passage: a sign and its reason; and in its place, once published.
  function label(mark) {
    const known = reasonOf(mark.reason);
    return el("span", { class: "acte-motif" },
      el("span", { class: "acte-signe" }, el("span", { "aria-hidden": "true" }, " ▮ "),
        hidden(t(" caché : ")), known ? known.label : t("sans motif")),
      el("span", { class: "acte-trou" }, t(known ? `[occulté : ${known.label}]` : "[occulté]")));
  }

  function showPublished() {
    text.node.classList.toggle("publie", published.checked);
  }

  // A stroke that goes on only shows itself: it is kept once it is over.
  function change(next, final) {
    marks = next;
    text.show(final);
    if (!final) return;
    list.draw();
    keep(host.ref, { spans: spans() });
    tellState();
    clearTimeout(timer);
    timer = setTimeout(saved, PAUSE);
  }

  function tellState() {
    const here = told();
    state.textContent = here === held ? t("Vos passages sont enregistrés.") : t("Enregistrement…");
    state.hidden = !marks.length && here === held;
    since.hidden = !view.checked_label || (here === held && !view.unchecked);
  }

  // Sends what is marked until the server holds it; tells whether it does.
  function saved() {
    clearTimeout(timer);
    if (!saving) {
      saving = send().finally(() => {
        saving = null;
      });
    }
    return saving;
  }

  async function send() {
    while (told() !== held) {
      const sent = told();
      await host.free();
      const next = await host.ask("keep", { spans: JSON.parse(sent) }, { quiet: true, only: true });
      if (!next) {
        state.textContent = t("Vos derniers passages ne sont pas encore enregistrés. Ils restent sur cette page.");
        timer = setTimeout(saved, 10 * PAUSE);
        return false;
      }
      draw(next, sent);
    }
    return true;
  }

  async function check() {
    clearTimeout(timer);
    await host.free();
    const sent = told();
    const next = await host.ask("check", { spans: JSON.parse(sent) },
      { near: button, waiting: t("Comparaison avec la clé…") });
    if (!next) return;
    draw(next, sent);
    focusOn(results.focus());
  }

  function begin() {
    words = wordsOf(view.lines);
    text.build(view.lines, words);
    marks = marksOf(words, view.marks);
    held = told();
    const left = kept(host.ref);
    if (left) marks = marksOf(words, left.spans.map(([start, end, why]) => ({ start, end, reason: why })));
    const menu = `${uid}-motif`;
    replace(chosen, el("label", { for: menu }, t("Motif du prochain passage")),
      reasonMenu(menu, view.reasons, reason, (key) => {
        reason = key;
      }, (one) => `${one.label} (${one.article})`), reasonsTable(view.reasons));
    text.show();
    list.draw();
    if (told() !== held) timer = setTimeout(saved, PAUSE);
  }

  // sent: the passages that this view answers to; those that are marked since are hers.
  function draw(next, sent = null) {
    const first = !view;
    view = next;
    if (first) begin();
    else if (sent !== null) held = sent;
    if (told() === held) keep(host.ref, null);
    changed("head", [view.title, view.outcome.status, view.outcome.points], () => replace(head,
      heading(level, { class: "exercice-titre" }, view.title),
      outcomeLine(view.outcome),
      el("div", { class: "consigne" }, trusted(view.statement_html)),
      el("ul", { class: "emporter" }, el("li", {},
        el("a", { class: "telecharger", href: view.given_url, download: view.given_name },
          t("Télécharger "), el("span", { class: "nom" }, view.given_name)),
        el("span", { class: "regle" }, ` ${view.given_facts}`))),
      carriedBox(view)));
    changed("results", [view.checked_label, view.outcome], () => results.draw(view));
    changed("written", [view.files, view.proof, view.proved], () => written.draw(view));
    changed("helps", [view.hints_html, view.solution_html], () => helps.draw(view));
    tellState();
  }

  return draw;
}
