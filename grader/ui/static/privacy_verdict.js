// « Est-ce publiable ? » : the answer, its reasons one by one, and what no measure can tell.

import { el, focusOn, heading, replace } from "./dom.js";
import { t } from "./fr.js";
import { once } from "./privacy_once.js";
import { stateFamily, stateMark } from "./privacy_words.js";

export function verdictSection(level, uid) {
  const title = heading(level, { id: `${uid}-avis`, class: "avis-titre", tabindex: "-1" }, t("Est-ce publiable ?"));
  const body = el("div");
  const node = el("section", { class: "avis", "aria-labelledby": title.id }, title, body);
  const changed = once();

  const reasons = (criteria) => el("ul", { class: "raisons" }, criteria.map((one) =>
    el("li", { class: `raison ${stateFamily(one.state)}` },
      el("p", { class: "raison-titre" }, el("span", {}, one.title), " ", stateMark(one.state, one.label)),
      el("p", {}, one.sentence))));

  function draw({ appraisal }) {
    node.hidden = !appraisal;
    changed("appraisal", appraisal, () => replace(body, appraisal && [
      el("p", { class: `reponse-avis ${stateFamily(appraisal.state)}` },
        stateMark(appraisal.state, appraisal.sentence, "strong")),
      reasons(appraisal.criteria),
      appraisal.limits && el("p", { class: "note" }, appraisal.limits),
    ]));
  }

  return { node, draw, focus: () => focusOn(title) };
}
