// The record that one hands: chosen among those of one's space, then looked at by the server.

import { el, focusOn, heading, replace } from "./dom.js";
import { plural, t } from "./fr.js";
import { newTab } from "./links.js";
import { once } from "./privacy_once.js";

export function recordSection(host, level, onView, onChecked) {
  const uid = `${host.uid}-fiche`;
  const title = heading(level, {}, t("Faire vérifier ma fiche"));
  const none = el("p");
  const fault = el("p", { class: "faute", id: `${uid}-faute`, hidden: true });
  const list = el("ul", { class: "reponses" });
  const group = el("fieldset", { "aria-describedby": fault.id },
    el("legend", {}, t("Quelle fiche rendez-vous ?")), fault, list);
  const button = el("button", { type: "submit", class: "bouton" }, t("Faire vérifier ma fiche"));
  const again = el("button", {
    type: "button", class: "bouton discret", on: { click: refresh },
  }, t("Actualiser la liste"));
  const form = el("form", { class: "choix-fiche", novalidate: true, on: { submit } },
    group, el("div", { class: "actions" }, button, again));
  const node = el("section", { class: "fiche-rendue" }, title, none, form);
  const changed = once();
  let picked = ""; // what she chose herself goes before what the server proposes
  let records = [];

  const chosen = () => list.querySelector("input:checked");

  function choice(record, number) {
    const id = `${uid}-${number}`;
    const proposed = records.some((one) => one.id === picked) ? record.id === picked : record.chosen;
    return el("li", { class: "reponse" },
      el("label", { for: id },
        el("input", {
          type: "radio", name: uid, id, value: record.id, checked: proposed,
          "aria-describedby": `${id}-etat`,
          on: { change: () => {
            picked = record.id;
            fault.hidden = true;
          } },
        }),
        el("span", { class: "libre fiche-nom" }, record.title)),
      el("p", { class: "regle" },
        el("span", { id: `${id}-etat` }, [record.state, record.score_label].filter(Boolean).join(", ")),
        " · ", newTab(record.url, "Voir la fiche", record.title)));
  }

  function build() {
    const focused = list.contains(document.activeElement) ? document.activeElement.value : "";
    replace(list, records.map(choice));
    const same = focused && [...list.querySelectorAll("input")].find((one) => one.value === focused);
    if (same) same.focus();
  }

  async function refresh() {
    await host.free();
    const before = records.length;
    const next = await host.ask("refresh", {}, { near: again, waiting: t("Lecture de votre espace…") });
    if (!next) return;
    onView(next);
    host.say(next.records.length === before
      ? t("Liste à jour : le nombre de fiches n'a pas changé.")
      : t(`Liste à jour : ${plural(next.records.length, "fiche")}.`));
  }

  async function submit(event) {
    event.preventDefault();
    const input = chosen();
    if (!input) {
      fault.textContent = t("Choisissez d'abord la fiche à vérifier.");
      fault.hidden = false;
      host.say(fault.textContent);
      list.querySelector("input").focus();
      return;
    }
    const record = input.value;
    await host.free();
    const next = await host.ask("check", { record }, { near: button, waiting: t("Lecture de votre fiche…") });
    if (!next) return;
    onView(next);
    onChecked();
  }

  function draw(view) {
    const barred = view.needs_start && !view.started;
    records = view.records;
    none.hidden = !barred && records.length > 0;
    none.textContent = barred
      ? t("Préparez d'abord l'exercice : la fiche de départ s'ajoutera à cette liste.")
      : t("Aucune fiche dans votre espace pour l'instant. Elle paraîtra ici dès que vous l'aurez créée.");
    form.hidden = barred;
    group.hidden = button.hidden = !records.length;
    changed("records", records, build);
  }

  return {
    node,
    draw,
    focus: () => focusOn(form.hidden ? title : chosen() || again),
  };
}
