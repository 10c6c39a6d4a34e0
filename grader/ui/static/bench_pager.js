// Pages of a long table: where one is, previous, next. The buttons stay reachable at both ends,
// so that the focus is never lost under the finger.

import { el } from "./dom.js";
import { t, whole } from "./fr.js";

// what: « Lignes »; onMove(direction): -1 or 1.
export function pager(host, what, onMove) {
  const place = el("span", { class: "pages-ou" });
  const back = turn(t("Précédentes"), -1);
  const forth = turn(t("Suivantes"), 1);
  const node = el("div", { class: "actions pages", role: "group", "aria-label": t(`Pages : ${what}`) },
    back, forth, place);

  function turn(label, direction) {
    const button = el("button", {
      type: "button", class: "bouton discret",
      on: { click: () => button.getAttribute("aria-disabled") === "true" || onMove(direction, button) },
    }, label);
    return button;
  }

  // From which to which, of how many; tells it aloud when the page was turned.
  function draw({ offset, count, total }, aloud = false) {
    const first = count ? offset + 1 : 0;
    place.textContent = t(`${what} ${whole(first)} à ${whole(offset + count)} sur ${whole(total)}`);
    back.setAttribute("aria-disabled", String(offset <= 0));
    forth.setAttribute("aria-disabled", String(offset + count >= total));
    node.hidden = offset <= 0 && count >= total;
    if (aloud) host.say(place.textContent);
  }

  return { node, draw };
}
