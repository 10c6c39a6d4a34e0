// Where the work is done: what is put into one's space before it, the files to take along, and
// the doors of the portal.

import { el, focusOn, heading, replace } from "./dom.js";
import { confirmButton } from "./confirm.js";
import { t } from "./fr.js";
import { newTab } from "./links.js";
import { mark } from "./marks.js";
import { once } from "./privacy_once.js";

export function placesSection(host, level, onView) {
  const title = heading(level, {}, t("Sur le portail du bac à sable"));
  const first = el("div");
  const doors = el("ul", { class: "portes-portail" });
  const files = el("div");
  const node = el("section", { class: "lieux" }, title, first, files, doors);
  const changed = once();

  async function start(near) {
    await host.free();
    const next = await host.ask("start", {}, { near, waiting: t("Préparation de l'exercice…") });
    if (!next) return;
    changed("start", null, () => {}); // prepared again, it looks the same: the question must close
    onView(next);
    focusOn(first.querySelector(".prepare"));
  }

  function prepare() {
    const button = el("button", {
      type: "button", class: "bouton", on: { click: () => start(button) },
    }, t("Préparer l'exercice"));
    return [
      el("p", {}, t("Cet exercice commence avec ce qu'il met dans votre espace. « Préparer "
        + "l'exercice » l'y dépose ; le reste de votre espace ne change pas.")),
      el("div", { class: "actions" }, button),
    ];
  }

  function prepared() {
    const again = confirmButton({
      label: "Préparer de nouveau",
      sentence: "Préparer de nouveau : ce que l'exercice avait mis dans votre espace en sera "
        + "supprimé, avec ce que vous y avez changé, et remis comme au départ.",
      yes: "Préparer de nouveau",
      act: start,
    });
    return [
      el("p", { class: "prepare" }, mark("done", t("Exercice préparé.")),
        t(" Ce qu'il faut reprendre est dans votre espace.")),
      el("div", { class: "actions" }, again.button), again.box,
    ];
  }

  function draw(view) {
    changed("start", [view.needs_start, view.started], () => replace(first,
      view.needs_start && (view.started ? prepared() : prepare())));
    changed("files", view.files, () => replace(files, view.files.length > 0 && [
      el("p", { class: "lieux-titre" }, t(view.files.length > 1 ? "Les fichiers de l'exercice" : "Le fichier de l'exercice")),
      el("ul", { class: "emporter" }, view.files.map((file) => el("li", {},
        el("a", { class: "telecharger", href: file.url, download: file.name },
          t("Télécharger "), el("span", { class: "nom" }, file.name)),
        file.facts && el("span", { class: "regle" }, ` ${file.facts}`)))),
    ]));
    changed("doors", [view.portal_url, view.regional_url], () => replace(doors,
      view.portal_url && el("li", {}, newTab(view.portal_url, "Ouvrir mon espace sur le portail")),
      view.regional_url && el("li", {}, newTab(view.regional_url, "Ouvrir le portail régional"))));
  }

  return { node, draw };
}
