// A cell as it is, with what cannot be seen in it: a space at its end is often the whole fault.

import { el, hidden } from "./dom.js";
import { t } from "./fr.js";

const UNSEEN = [
  [/^[ \u3000]/, "␣", "espace"],
  [/^[\u00a0\u202f\u2007]/, "␣", "espace insécable"],
  [/^\t/, "⇥", "tabulation"],
  [/^(?:\r\n|\r|\n)/, "↵", "retour à la ligne"],
  [/^[\u200b-\u200f\u2060\ufeff\u00ad\u202a-\u202e\u2066-\u2069]/, "◌", "caractère invisible"],
  [/^\ufffd/, "\ufffd", "caractère perdu"],
];
const LONGEST = 400; // characters of a cell that are worth reading in a table
// An ordinary space counts only at an end, or doubled: elsewhere it is what it looks like.
const ODD = /(^[ \u3000]+|[ \u3000]+$| {2,}|[\t\r\n\u00a0\u202f\u2007\u200b-\u200f\u2060\ufeff\u00ad\u202a-\u202e\u2066-\u2069\ufffd]+)/;

function unseen(text) {
  const signs = [];
  let rest = text;
  while (rest) {
    const found = UNSEEN.map(([pattern, sign, word]) => [rest.match(pattern), sign, word])
      .find(([match]) => match);
    const [match, sign, word] = found || [[rest[0]], rest[0], ""];
    signs.push([sign, word]);
    rest = rest.slice(match[0].length);
  }
  const words = [...new Set(signs.map(([, word]) => word))].join(", ");
  return el("span", { class: "invisible" },
    el("span", { "aria-hidden": "true" }, signs.map(([sign]) => sign).join("")),
    hidden(t(` (${words}) `)));
}

// Nodes that show a value; absent: what is said where there is none.
export function shownValue(value, absent = "(rien)") {
  if (value === null || value === undefined) return el("span", { class: "regle" }, t(absent));
  if (value === "") return el("span", { class: "regle" }, t("(vide)"));
  const text = value.length > LONGEST ? `${value.slice(0, LONGEST)}…` : value;
  return text.split(ODD).filter((part) => part !== "")
    .map((part, place, all) => (isOdd(part, place, all) ? unseen(part) : part));
}

function isOdd(part, place, all) {
  const whole = part.match(ODD);
  if (!whole || whole[0] !== part) return false;
  return part !== " " || place === 0 || place === all.length - 1;
}
