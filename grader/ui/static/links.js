// A link that opens beside the page, which stays where it is: said in its words, since nothing
// else tells it to who does not see the new tab come.

import { el, hidden } from "./dom.js";
import { t } from "./fr.js";

// words: of ours, typeset here; named: the title of what it leads to, for who hears the link
// alone: it stands right above for who sees it.
export function newTab(url, words, named = "") {
  return el("a", { href: url, target: "_blank", rel: "noopener" },
    t(words),
    named && hidden(` «\u00a0${named}\u00a0»`),
    t(" (nouvel onglet)"));
}
