// The end of a lesson: what one can do now, the points, where to go next.

import { el, focusOn, heading, replace } from "./dom.js";
import { t } from "./fr.js";
import { mark } from "./marks.js";

export function mount(host) {
  let stale = false;
  let visible = false;

  function draw(view) {
    const finish = !view.done && el("button", {
      type: "button", class: "bouton", on: { click: end },
    }, t("Terminer cette leçon"));
    replace(host.body,
      heading(host.level, { class: "fin-titre" }, view.done
        ? mark("done", t("Leçon terminée"))
        : t("Fin de la leçon")),
      view.sentence && el("p", {}, view.sentence),
      view.points_label && el("p", { class: "points" }, view.points_label),
      finish && el("div", { class: "actions" }, finish),
      el("ul", { class: "suites" },
        view.next_url && el("li", {}, t("Ensuite : "),
          el("a", { class: view.done ? "bouton" : null, href: view.next_url }, view.next_title)),
        // After the last lesson, what comes next is the module itself.
        view.module_url && view.module_url !== view.next_url && el("li", {},
          el("a", { href: view.module_url }, t("Voir le module et rendre mon travail"))),
        view.road_url && el("li", {},
          el("a", { href: view.road_url }, t("Voir la route de mon fichier, et son rapport")))));
  }

  async function end() {
    // Points may be being asked for, as this place came into view: what was pressed counts after.
    await host.free();
    const next = await host.ask("finish", {}, { near: host.body.querySelector("button") });
    if (!next) return;
    draw(next);
    focusOn(host.body.querySelector(".fin-titre"));
  }

  // Points change elsewhere on the page: asked again only when somebody looks at this place.
  async function refresh() {
    if (!stale || !visible || host.busy) return;
    stale = false;
    const next = await host.ask("refresh", {}, { quiet: true });
    if (next) keepingFocus(() => draw(next));
  }

  // Who came here with the keyboard stays on the button or the link that she reached.
  function keepingFocus(change) {
    const controls = () => [...host.body.querySelectorAll("a, button")];
    const place = controls().indexOf(document.activeElement);
    change();
    if (place >= 0) controls()[place].focus({ preventScroll: true });
  }

  document.addEventListener("ouvroir:changed", (event) => {
    if (event.detail === host.uid) return;
    stale = true;
    refresh();
  });
  new IntersectionObserver((entries) => {
    visible = entries.at(-1).isIntersecting;
    refresh();
  }).observe(host.root);

  return draw;
}
