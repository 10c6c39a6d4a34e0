// How a conversation ended: in words, then the way that was taken, reply by reply.

import { el, heading, trustedInline } from "./dom.js";
import { t } from "./fr.js";
import { mark } from "./marks.js";

// On a narrow screen a row is a block, and the heads of the columns are not in sight.
const name = (text) => el("span", { class: "nom-de-colonne", "aria-hidden": "true" }, t(text));

export function verdictNode(view, { uid, level }) {
  const { verdict } = view;
  return el("div", {},
    heading(level, { class: "verdict-titre" }, t("Comment la conversation finit")),
    el("p", { class: "verdict-fin" }, mark(verdict.kind, verdict.label), " ",
      trustedInline(verdict.sentence_html)),
    el("p", {}, t(`Ton juste : ${verdict.tone}. Propos vrai : ${verdict.truth}.`)),
    el("div", {
      class: "tableau-verdict", role: "region", tabindex: "0", "aria-labelledby": `${uid}-chemin`,
    }, el("table", {},
      el("caption", { id: `${uid}-chemin` }, t("Le chemin que vous avez pris")),
      el("thead", {}, el("tr", {},
        ["Votre réplique", "Ton", "Propos"].map((name) => el("th", { scope: "col" }, name)))),
      el("tbody", {}, view.lines.map((one) => el("tr", {},
        el("th", { scope: "row" }, trustedInline(one.reply_html)),
        el("td", {}, name("Ton : "), mark(one.tone_kind, one.tone)),
        el("td", {}, name("Propos : "), mark(one.truth_kind, one.truth))))))),
    verdict.source && el("p", { class: "source" }, t("Source : "), verdict.source_url
      ? el("a", { class: "lien-externe", rel: "noopener", href: verdict.source_url }, verdict.source)
      : verdict.source));
}
