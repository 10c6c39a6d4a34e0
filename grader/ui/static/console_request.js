// A request as it is sent: method, address, headers, body. All that is typed stays: a new view
// only changes the fields that nobody touched.

import { el, replace } from "./dom.js";
import { t } from "./fr.js";
import { keep, kept } from "./drafts.js";
import { once } from "./privacy_once.js";

const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"];
const KEY = "X-API-KEY";
const PAUSE = 400; // at most, until what was typed is put away
// What the server takes; a longer text is told, and never cut.
const LONGEST = { path: 2_000, body: 65_536 }; // bytes
const weight = (text) => new TextEncoder().encode(text).length;
const TALLEST = 22; // lines that a field shows at once

// send(request, near); edited(): something was typed.
export function requestForm(host, first, uid, { send, edited }) {
  const name = `${host.ref}#${first.number}`;
  const fault = el("p", { class: "faute", id: `${uid}-faute`, hidden: true });
  const field = (key, label, control, about) => el("div", { class: `requete-champ requete-${key}` },
    el("label", { for: control.id }, t(label)), about, control);
  const text = (key) => el("textarea", {
    id: `${uid}-${key}`, rows: 1, spellcheck: "false", autocapitalize: "off", autocomplete: "off",
    "aria-describedby": fault.id, on: { input: () => typed(key), change: () => putAway() },
  });
  const controls = {
    method: el("select", { id: `${uid}-method`, on: { change: () => typed("method") } },
      METHODS.map((one) => el("option", { value: one }, one))),
    path: text("path"),
    body: text("body"),
    key: el("input", { type: "checkbox", id: `${uid}-key`, on: { change: () => typed("key") } }),
  };
  // An address is one line, however long: it is a text area only to be seen whole.
  controls.path.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing) return;
    event.preventDefault();
    node.requestSubmit();
  });
  const entries = el("dl", { class: "entetes" });
  const file = el("p");
  const body = field("body", "Corps de la demande, en JSON", controls.body);
  const button = el("button", { type: "submit", class: "bouton" }, t("Envoyer"));
  const reset = el("button", { type: "button", class: "bouton discret", on: { click: restore } },
    t("Remettre la demande proposée"));
  const node = el("form", { class: "requete", novalidate: true, on: { submit } },
    el("div", { class: "requete-ligne" },
      field("method", "Méthode", controls.method), field("path", "Adresse", controls.path)),
    el("div", { class: "requete-champ" }, el("p", { class: "requete-nom" }, t("En-têtes")), entries,
      el("p", { class: "requete-cle" }, el("label", { for: controls.key.id }, controls.key,
        el("span", {}, t("Envoyer la clé"))))),
    body, file, fault,
    el("div", { class: "actions" }, button, reset));
  const changed = once();
  const offered = {}; // what the step proposes, by field
  const own = { ...kept(name) }; // what she typed, by field
  let timer = 0;

  // Whether anything differs from what the step proposes.
  const touched = () => Object.keys(own).length > 0;

  const read = (key) => (key === "key" ? controls.key.checked : controls[key].value);

  function write(key, value) {
    if (key === "key") controls.key.checked = value;
    else if (controls[key].value !== value) controls[key].value = value;
    fit(key);
  }

  // As tall as its text, where the browser does not see to it by itself.
  function fit(key) {
    if (key !== "path" && key !== "body") return;
    const wide = key === "path" ? 40 : 56;
    const lines = controls[key].value.split("\n");
    const tall = lines.reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / wide)), 0);
    controls[key].rows = Math.min(TALLEST, key === "body" ? Math.max(4, tall) : tall);
  }

  function typed(key) {
    own[key] = read(key);
    if (own[key] === offered[key]) delete own[key];
    fit(key);
    fault.hidden = true;
    drawKey();
    drawReset();
    if (key === "method" || key === "key") putAway();
    else if (!timer) timer = setTimeout(putAway, PAUSE);
    edited();
  }

  function putAway() {
    clearTimeout(timer);
    timer = 0;
    keep(name, touched() ? { ...own } : null);
  }

  // Stays reachable, so that the focus is never lost under the finger.
  const drawReset = () => reset.setAttribute("aria-disabled", String(!touched()));

  function drawKey() {
    entries.querySelectorAll("[data-key]").forEach((row) => {
      row.hidden = !controls.key.checked;
    });
  }

  function restore() {
    if (reset.getAttribute("aria-disabled") === "true") return;
    Object.keys(own).forEach((key) => delete own[key]);
    Object.entries(offered).forEach(([key, value]) => write(key, value));
    putAway();
    drawKey();
    drawReset();
    edited();
    host.say(t("La demande proposée est revenue."));
  }

  // Also what snippets are made of: the address is one line, whatever was pasted into it.
  const request = () => ({
    method: read("method"),
    path: read("path").replace(/\s*\n\s*/g, "").trim(),
    body: body.hidden ? "" : read("body"),
    key: read("key"),
  });

  function submit(event) {
    event.preventDefault();
    const asked = request();
    const long = ["path", "body"].find((key) => weight(asked[key]) > LONGEST[key]);
    if (!long) {
      putAway();
      send(asked, button);
      return;
    }
    fault.textContent = t(long === "path"
      ? "Cette adresse est trop longue pour la console. Raccourcissez-la."
      : "Ce texte est trop long pour la console. Raccourcissez-le : rien n'en a été retiré.");
    fault.hidden = false;
    host.say(fault.textContent);
    controls[long].focus();
  }

  function draw(step) {
    const proposed = { method: step.method, path: step.path, body: step.body, key: step.key };
    for (const [key, value] of Object.entries(proposed)) {
      offered[key] = value;
      if (own[key] === value) delete own[key];
      write(key, own[key] === undefined ? value : own[key]);
    }
    changed("headers", step.headers, () => replace(entries, step.headers.map(([label, value]) =>
      el("div", { "data-key": label.toUpperCase() === KEY ? "" : null },
        el("dt", {}, label), el("dd", {}, value)))));
    body.hidden = !step.editable;
    file.hidden = step.editable;
    changed("file", [step.file_name], () => replace(file, step.file_name
      ? [t("Fichier joint : "), el("span", { class: "nom" }, step.file_name)]
      : t("Cette demande n'a pas de corps : l'adresse suffit.")));
    drawKey();
    drawReset();
  }

  return { node, draw, request, touched };
}
