// The people found again: attacks run for real on the file as it would be published. They are
// asked for once nothing moves, and told aloud without taking anybody from what she does.

import { el, heading, replace } from "./dom.js";
import { plural, t, whole } from "./fr.js";
import { meter } from "./privacy_board.js";
import { once } from "./privacy_once.js";
import { columnName } from "./privacy_words.js";

const SHOWN = 3; // people who stand open; the others open on demand
const NAMED = 8; // people no longer found who are named

const learnt = (pairs) => (pairs.length
  ? el("dl", { class: "appris" }, pairs.map(([column, value]) => el("div", {},
    el("dt", {}, columnName(column)), el("dd", {}, el("bdi", { class: "nom" }, value)))))
  : el("span", { class: "regle" }, t("Sa ligne, sans rien de plus")));

function peopleTable(people, caption) {
  return el("div", { class: "defile", role: "group", tabindex: "0", "aria-label": caption },
    el("table", { class: "personnes" },
      el("caption", { class: "lu-seulement" }, caption),
      el("thead", {}, el("tr", {},
        ["Personne", "Comment", "Ce qu'on apprend d'elle"].map((word) => el("th", { scope: "col" }, t(word))))),
      el("tbody", {}, people.map((person) => el("tr", {},
        el("th", { scope: "row" }, el("bdi", {}, person.name)),
        el("td", {}, person.how),
        el("td", {}, learnt(person.learnt)))))));
}

function bar(id, words, count, attack) {
  return el("div", { class: "mesure" },
    el("p", { class: "mesure-mot", id }, words),
    meter(attack.tried ? count / attack.tried : 0, id),
    el("p", { class: "mesure-nombre" },
      attack.tried ? t(`${whole(count)} sur ${whole(attack.tried)}`) : whole(count)));
}

function stopped({ stopped: names, before, after }) {
  const left = Math.max(before - after, names.length) - NAMED;
  return el("p", { class: "epargnees" }, el("strong", {}, t("Ne sont plus retrouvées : ")),
    names.slice(0, NAMED).map((name, number) => [number > 0 && ", ", el("bdi", {}, name)]),
    left > 0 ? t(` et ${plural(left, "autre")}.`) : ".");
}

// One attack. What was opened stays open when the figures move.
function attackPart(level, uid) {
  const title = heading(level, { class: "attaque-titre" });
  const head = el("div");
  const rest = el("div");
  const summary = el("summary");
  const more = el("details", { hidden: true }, summary, rest);
  const foot = el("div");
  const node = el("div", { class: "attaque" }, title, head, more, foot);

  function draw(attack) {
    const caption = t(`Personnes retrouvées : ${attack.title}`);
    title.textContent = attack.title;
    const others = attack.people.slice(SHOWN);
    replace(head,
      attack.about && el("p", { class: "regle" }, attack.about),
      attack.possible && el("div", { class: "mesures" },
        bar(`${uid}-avant`, t("Au départ"), attack.before, attack),
        bar(`${uid}-apres`, t("Avec vos choix"), attack.after, attack)),
      el("p", { class: "attaque-phrase" }, attack.sentence),
      attack.people.length > 0 && peopleTable(attack.people.slice(0, SHOWN), caption));
    more.hidden = !others.length;
    summary.textContent = t(others.length > 1
      ? `Voir ${plural(others.length, "autre personne", "autres personnes")}` : "Voir une autre personne");
    replace(rest, others.length > 0 && peopleTable(others, t(`${caption}, suite`)));
    replace(foot, attack.stopped.length > 0 && stopped(attack));
  }

  return { node, draw };
}

export function peopleSection(line, level, uid) {
  const title = heading(level, { id: `${uid}-personnes` }, t("Les personnes retrouvées"));
  const state = el("p", { class: "personnes-phrase" });
  const list = el("div");
  const node = el("section", { class: "retrouvees", "aria-labelledby": title.id }, title,
    el("p", { class: "regle" }, t("Ces attaques sont menées pour de bon, sur le fichier tel que vos choix le publieraient.")),
    state, list);
  const changed = once();
  const parts = new Map(); // name of an attack → its part
  let people = null;
  let looking = false;

  const current = () => Boolean(people) && people.revision === line.view.revision;

  function told() {
    if (!people) return t(looking ? "Recherche en cours…" : "La recherche va commencer.");
    return current() ? people.sentence : t("Vos choix ont changé : nouvelle recherche…");
  }

  function draw() {
    state.textContent = told();
    node.classList.toggle("perime", Boolean(people) && !current());
  }

  function show() {
    draw();
    changed("names", people.attacks.map(({ name }) => name), () => {
      parts.clear();
      replace(list, people.attacks.map(({ name }, number) => {
        parts.set(name, attackPart(level + 1, `${uid}-attaque-${number}`));
        return parts.get(name).node;
      }));
    });
    people.attacks.forEach((attack) =>
      changed(`attack ${attack.name}`, attack, () => parts.get(attack.name).draw(attack)));
  }

  // Gives what is to be told aloud, or "" when there is nothing new.
  async function load() {
    if (current()) return "";
    const { revision } = line.view;
    looking = true;
    draw();
    const next = await line.ask("people", { revision }, { quiet: true });
    if (!next) {
      if (line.view.revision === revision) state.textContent = t("La recherche n'a pas abouti. Elle reprendra à votre prochain choix.");
      return "";
    }
    if (next.revision !== line.view.revision) return "";
    people = next;
    show();
    return people.sentence;
  }

  return { node, draw, load, found: () => (current() ? people.found : null) };
}
