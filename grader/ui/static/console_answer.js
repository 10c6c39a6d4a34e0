// What the portal answered, as it answers any software; then what it means.

import { el, heading, replace, trusted } from "./dom.js";
import { t } from "./fr.js";
import { here } from "./console_origin.js";
import { family, mark } from "./marks.js";
import { once } from "./privacy_once.js";

export function answerSection(level) {
  const title = heading(level, { class: "reponse-titre", tabindex: "-1" });
  const body = el("div");
  const node = el("section", { class: "reponse-api", hidden: true }, title, body);
  const changed = once();
  let last = null;

  const entries = (headers) => el("dl", { class: "entetes" }, headers.map(([label, value]) =>
    el("div", {}, el("dt", {}, label), el("dd", {}, here(value)))));

  const sentence = () => t(last.expected
    ? "C'est la réponse attendue."
    : "Ce n'est pas la réponse attendue.");

  const build = () => {
    const kind = last.expected ? "good" : "partial";
    node.className = `reponse-api ${family(kind)}`;
    replace(title, t("Réponse : "), last.status_label);
    replace(body,
      el("p", {}, mark(kind, sentence())),
      el("p", { class: "regle" }, t("À la demande "), el("code", {}, last.sent_line)),
      last.headers.length > 0 && entries(last.headers),
      last.body
        ? el("pre", { role: "group", tabindex: "0", "aria-label": t("Corps de la réponse") },
          el("code", {}, here(last.body)))
        : el("p", { class: "regle" }, t("Cette réponse n'a pas de corps.")),
      last.cut && el("p", { class: "regle" }, t("La suite de la réponse n'est pas montrée : elle est trop longue.")),
      last.explanation && el("p", { class: "explication-portail" },
        el("strong", {}, t("Le portail explique : ")), last.explanation),
      el("div", { class: "sens" }, trusted(last.meaning_html)));
  };

  // An answer stays in sight until another takes its place: a view asked later holds none.
  function draw(exchange) {
    if (exchange) last = exchange;
    node.hidden = !last;
    if (last) changed("exchange", last, build);
  }

  return {
    node,
    title,
    draw,
    sentence,
    get shown() {
      return last !== null;
    },
  };
}
