// The board: what the file still gives away, and what it is still good for, side by side.

import { el, heading, replace } from "./dom.js";
import { t } from "./fr.js";
import { once } from "./privacy_once.js";
import { stateFamily, stateMark } from "./privacy_words.js";

// Gauges by the question that they answer, in the order in which a person asks them.
const GROUPS = [
  ["Retrouver une personne", ["k", "unique", "at_risk"]],
  ["Ce qu'on apprendrait d'elle", ["l", "t"]],
  ["Ce que le fichier dit encore", ["utility", "rows"]],
];

// The native gauge; without a share there is nothing to fill.
export function meter(share, labelledby, state = "none") {
  return el("meter", {
    class: `cadran-jauge ${stateFamily(state)}`, min: 0, max: 1, value: share,
    "aria-labelledby": labelledby,
  });
}

function dial(gauge, uid) {
  const id = `${uid}-${gauge.name}`;
  return [
    el("p", { class: "cadran-titre", id }, gauge.title),
    el("p", { class: "cadran-valeur" },
      el("strong", {}, gauge.value), gauge.state_label && stateMark(gauge.state, gauge.state_label)),
    gauge.share !== null && gauge.share !== undefined && meter(gauge.share, id, gauge.state),
    gauge.sentence && el("p", { class: "cadran-phrase" }, gauge.sentence),
  ];
}

export function boardSection(level, uid) {
  const title = heading(level, { id: `${uid}-tableau` }, t("Où en est le fichier"));
  const groups = el("div", { class: "cadrans" });
  const node = el("section", { class: "tableau-de-bord", "aria-labelledby": title.id }, title, groups);
  const dials = new Map(); // name of a gauge → its place
  const changed = once();

  // A gauge that we do not know of stands with the last group rather than nowhere.
  function build(gauges) {
    const known = GROUPS.flatMap(([, names]) => names);
    dials.clear();
    replace(groups, GROUPS.map(([words, names], number) => {
      const mine = gauges.filter(({ name }) => names.includes(name)
        || (number === GROUPS.length - 1 && !known.includes(name)));
      if (!mine.length) return null;
      const order = (gauge) => (names.indexOf(gauge.name) + known.length) % known.length;
      mine.sort((one, other) => order(one) - order(other));
      return el("div", { class: "cadrans-groupe" },
        heading(level + 1, { class: "cadrans-titre" }, t(words)),
        mine.map(({ name }) => {
          dials.set(name, el("div", { class: "cadran" }));
          return dials.get(name);
        }));
    }));
  }

  function draw({ gauges }) {
    const rebuilt = changed("names", gauges.map(({ name }) => name), () => build(gauges));
    for (const gauge of gauges) {
      const place = dials.get(gauge.name);
      const now = () => replace(place, dial(gauge, uid));
      if (!changed(gauge.name, gauge, now) && rebuilt) now();
    }
  }

  return { node, draw };
}
