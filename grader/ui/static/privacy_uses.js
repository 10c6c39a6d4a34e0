// What the file is wanted for, and whether it still serves: the other side of the scales.

import { el, heading, replace } from "./dom.js";
import { t } from "./fr.js";
import { once } from "./privacy_once.js";
import { stateMark } from "./privacy_words.js";

export function usesSection(level, uid) {
  const title = heading(level, { id: `${uid}-usages` }, t("À quoi le fichier sert encore"));
  const list = el("ul", { class: "usages" });
  const node = el("section", { "aria-labelledby": title.id }, title, list);
  const changed = once();

  function draw({ uses }) {
    node.hidden = !uses.length;
    changed("uses", uses, () => replace(list, uses.map((use) => el("li", { class: "usage" },
      el("p", { class: "usage-question" }, use.question),
      el("p", { class: "usage-reponse" }, stateMark(use.possible, use.label)),
      use.sentence && el("p", { class: "regle" }, use.sentence)))));
  }

  return { node, draw };
}
