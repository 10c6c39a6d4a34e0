// Before there is a file: one to try with, or one's own after what is to be known first, taken up
// from where it was mended or dropped here; which sheet of a workbook; and what kept a file from
// being read.

import { el, heading, replace } from "./dom.js";
import { t } from "./fr.js";
import { depotForm } from "./depot.js";
import { sheetForm } from "./sheets.js";

const READING = t("Lecture du fichier…");

export const troubleBox = ({ trouble: [message, hint] }) => el("div", { class: "alerte" },
  el("p", { class: "alerte-titre" }, message), hint && el("p", {}, hint));

export const warningBox = ({ warning }) => (warning.length
  ? el("div", { class: "encadre encadre-attention" },
    el("p", { class: "encadre-etiquette" }, t("Avant de déposer un fichier à vous")),
    warning.map((paragraph) => el("p", {}, paragraph)))
  : null);

export function sheetQuestion(host, line, view, done) {
  return sheetForm(host, view.sheets, async (sheet, near) => {
    const next = await line.choose("sheet", { sheet }, { near, waiting: READING });
    if (next) done();
  }, { legend: "Feuille à ouvrir", word: "Ouvrir cette feuille", fault: "Dites d'abord quelle feuille ouvrir." });
}

function exampleButton(line, done) {
  const button = el("button", {
    type: "button", class: "bouton",
    on: {
      click: async () => {
        const next = await line.choose("example", {}, { near: button, waiting: READING });
        if (next) done();
      },
    },
  }, t("Essayer avec un fichier fictif"));
  return el("div", { class: "actions" }, button);
}

// Her own files, dropped before to be mended: each goes on from where it stands.
function takeUp(line, uid, { own }, done) {
  const waiting = t("Lecture de votre fichier, avec ses corrections…");
  const one = ({ file, name, sentence }, place) => {
    const told = `${uid}-repris-${place}`;
    const button = el("button", {
      type: "button", class: "bouton", "aria-describedby": told,
      on: {
        click: async () => {
          const next = await line.choose("own", { file }, { near: button, waiting });
          if (next) done();
        },
      },
    }, t("Reprendre mon fichier"), own.length > 1 && [" ", el("bdi", {}, name)]);
    return [
      el("p", { id: told }, el("bdi", { class: "nom" }, name), t(" : "), sentence),
      el("div", { class: "actions" }, button),
    ];
  };
  return own.length ? el("div", { class: "reprendre" },
    el("p", {}, t(own.length > 1
      ? "Ces fichiers sont déjà sur ce serveur : continuez avec l'un d'eux, sans nouveau dépôt. "
      : "Ce fichier est déjà sur ce serveur : continuez avec lui, sans nouveau dépôt. "),
    t("Une copie en sera gardée ici avec vos choix, puis effacée à sa date.")),
    own.map(one)) : null;
}

function deposit(host, line, view, uid, done) {
  return depotForm(host, { ...view, schemas: [] }, {
    uid: `${uid}-depot`,
    label: "Votre fichier",
    button: "Ouvrir ce fichier",
    reading: READING,
    check: (file, _schema, near) => line.choose("read", { file }, { near }),
    onView: done,
  });
}

// done(): the file was read, or was refused with its reasons: the page tells which.
export function startPart(host, line, level, uid, done) {
  const node = el("div", { class: "depot-bloc" });

  function draw(view) {
    const first = view.state === "empty" || view.state === "unread";
    const kept = view.kept_until && el("p", { class: "note" }, view.kept_until);
    node.hidden = !view.upload_url;
    if (!view.upload_url) return;
    const own = [warningBox(view), takeUp(line, uid, view, done), deposit(host, line, view, uid, done)];
    replace(node, first
      ? [
        heading(level + 1, {}, t("Avec un fichier fictif")),
        el("p", {}, t("La commune imaginaire de Val-Ouvert prête le fichier de ses aides sociales. "
          + "Personne n'y existe : on peut donc y retrouver tout le monde.")),
        exampleButton(line, done),
        heading(level + 1, {}, t("Avec un fichier à vous")), own, kept,
      ]
      : [
        kept,
        el("details", {}, el("summary", {}, t("Ouvrir un autre fichier")), own, exampleButton(line, done)),
      ]);
  }

  return { node, draw };
}
