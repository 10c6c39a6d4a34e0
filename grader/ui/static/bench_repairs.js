// What can be mended, each cause with what the file holds and what it would hold; then what
// cannot, and where to find it again.

import { el, focusOn, heading, hidden, replace } from "./dom.js";
import { plural, t, whole } from "./fr.js";
import { mark } from "./marks.js";
import { explain } from "./report.js";
import { firstOf, keyedList } from "./bench_list.js";
import { placesTable } from "./bench_places.js";
import { remaining } from "./bench_steps.js";

const SHOWN = 8;

function head(item, kind, word, level, id) {
  return [
    el("p", { class: "cause-faits" }, mark(kind, t(word)),
      item.count_label && el("span", { class: "regle" }, item.count_label),
      item.column && el("span", { class: "nom" }, hidden(t("Colonne ")), item.column)),
    heading(level, { class: "constat-titre", id, tabindex: "-1" }, item.title),
  ];
}

export function repairSection(host, line, level, uid) {
  const title = heading(level, { id: `${uid}-corriger`, tabindex: "-1" }, t("Ce qui peut être corrigé"));
  const done = el("p", { class: "fait", hidden: true });
  const sure = el("div", { class: "toutes-sures" });
  const list = el("ul", { class: "constats" });
  const parts = new Map(); // key of a repair → its title's id
  let made = 0;
  const first = firstOf(SHOWN, {
    words: (left) => t(`Voir ${plural(left, "autre correction", "autres corrections")}`),
    drawn: keyedList(list, repairPart),
    nodes: () => [...list.querySelectorAll(".constat-titre")],
  });
  const more = el("div", { class: "actions" }, first.button);
  const node = el("section", { class: "corriger", "aria-labelledby": title.id },
    title, done, sure, list, more);
  let present = [];

  // What was just done, for the eye and for the ear, where the next thing to do is.
  function tell(text, said = text) {
    done.hidden = false;
    node.hidden = false;
    replace(done, mark("good", text));
    host.say(said);
  }

  async function apply(item, lines, near, place) {
    const next = await line.act("apply", { repair: item.key, lines },
      { near, waiting: t("Correction en cours…") });
    if (!next) return;
    const step = next.steps.at(-1);
    tell(step ? step.label : item.title, `${step ? step.label : item.title}. ${remaining(next)}`);
    const titles = [...list.querySelectorAll(".constat-titre")];
    focusOn(titles[Math.min(place(), titles.length - 1)] || title);
  }

  function repairPart(given) {
    made += 1;
    const id = `${uid}-correction-${made}`;
    parts.set(given.key, id);
    const top = el("div");
    const why = el("div");
    const button = el("button", { type: "button", class: "bouton", on: { click: press } });
    let item = given;
    const places = placesTable(host, line, { uid: id, choosable: true, onChoice: words });
    const part = el("li", {}, top, why, places.node, el("div", { class: "actions" }, button, places.more));

    function words() {
      const lines = places.chosen.size;
      replace(button, lines
        ? t(`Appliquer ${lines > 1 ? `aux ${whole(lines)} lignes choisies` : "à la ligne choisie"}`)
        : [t("Appliquer"), hidden(t(` : ${item.title}`))]);
    }

    function press() {
      const place = [...list.children].indexOf(part);
      const lines = [...places.chosen].sort((one, other) => one - other);
      // With a choice of lines, the rest of the same repair is what comes next.
      return apply(item, lines, button, () => Math.max(0, part.isConnected
        ? [...list.children].indexOf(part) : place));
    }

    function update(next) {
      item = next;
      part.className = `constat reparation ${next.sure ? "bon" : "partiel"}`;
      replace(top, head(next, next.sure ? "good" : "warning", next.sure ? "Sûre" : "À confirmer",
        level + 1, id), el("p", { class: "geste" }, next.action));
      replace(why, explain([["Pourquoi", next.why], ["À regarder d'abord", next.doubt]]));
      places.update(next);
      words();
    }

    return { node: part, update };
  }

  function drawSure({ sure_count: count }) {
    replace(sure, count > 0 && [
      el("p", {}, t("Une correction « sûre » n'a qu'une lecture possible et ne perd rien. "
        + "Tout peut être annulé.")),
      el("div", { class: "actions" }, sureButton(count)),
    ]);
  }

  function sureButton(count) {
    const button = el("button", {
      type: "button", class: "bouton",
      on: { click: async () => {
        const next = await line.act("sure", {}, { near: button, waiting: t("Correction en cours…") });
        if (!next) return;
        const text = t(plural(count, "correction appliquée", "corrections appliquées"));
        tell(`${text}. ${remaining(next)}`);
        focusOn(title);
      } },
    }, count > 1
      ? t(`Appliquer les ${plural(count, "correction sûre", "corrections sûres")}`)
      : t("Appliquer la correction sûre"));
    return button;
  }

  let told = -1;
  function draw(view) {
    present = view.repairs;
    if (!view.steps.length) done.hidden = true;
    node.hidden = !present.length && done.hidden;
    if (told !== view.sure_count) drawSure(view);
    told = view.sure_count;
    first.draw(present);
  }

  // Brings to the eye the repair that mends a group.
  function show(key) {
    const place = present.findIndex((item) => item.key === key);
    if (place < 0) return;
    first.reach(place);
    focusOn(document.getElementById(parts.get(key)));
  }

  function undone(step, next) {
    tell(t(`Annulé : ${step}`), t(`Annulé : ${step}. ${remaining(next)}`));
    if (!next.steps.length) focusOn(title);
  }

  return { node, draw, show, undone };
}

export function refusalSection(host, line, level, uid) {
  const title = heading(level, { id: `${uid}-perdu` }, t("Ce qui ne peut pas être corrigé ici"));
  const list = el("ul", { class: "constats" });
  let made = 0;
  const first = firstOf(SHOWN, {
    words: (left) => t(`Voir ${plural(left, "autre cause", "autres causes")}`),
    drawn: keyedList(list, refusalPart),
    nodes: () => [...list.querySelectorAll(".constat-titre")],
  });
  const node = el("section", { class: "refus", "aria-labelledby": title.id },
    title,
    el("p", {}, t("L'information n'est plus dans le fichier, ou une personne doit trancher.")),
    list, el("div", { class: "actions" }, first.button));

  function refusalPart() {
    made += 1;
    const id = `${uid}-refus-${made}`;
    const top = el("div");
    const places = placesTable(host, line, { uid: id, choosable: false });
    const part = el("li", { class: "constat refuse neutre" },
      top, places.node, el("div", { class: "actions" }, places.more));
    return {
      node: part,
      update(next) {
        replace(top, head(next, "uncheckable", "À retrouver", level + 1, id),
          explain([["Pourquoi", next.why], ["Où la retrouver", next.action]]));
        places.update(next);
      },
    };
  }

  function draw(view) {
    node.hidden = !view.refusals.length;
    first.draw(view.refusals);
  }

  return { node, draw };
}
