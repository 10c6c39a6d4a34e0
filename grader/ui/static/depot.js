// The form by which a file is dropped and checked: schema, file, progress, giving up.

import { el, replace } from "./dom.js";
import { t, whole } from "./fr.js";
import { dropZone, keepPage, send } from "./upload.js";

keepPage();

function schemaChoice(view, uid) {
  if (!view.schemas.length) return { node: null, value: () => "", first: null };
  const inputs = view.schemas.map(([value], number) => el("input", {
    type: "radio", name: `${uid}-schema`, id: `${uid}-schema-${number}`, value,
    checked: value === view.schema || view.schemas.length === 1,
  }));
  const node = el("fieldset", { class: "choix-schema" },
    el("legend", {}, t("Que contient votre fichier ?")),
    el("ul", { class: "reponses" }, view.schemas.map(([, title], number) =>
      el("li", { class: "reponse" },
        el("label", { for: inputs[number].id }, inputs[number], el("span", {}, title))))));
  const value = () => (inputs.find((input) => input.checked) || { value: null }).value;
  return { node, value, first: inputs[0] };
}

// view: where files are posted, and which ones are taken. label and button: words; reading: what
// is said while the file is read; check(file, schema, near): asks for it, and gives the server's
// new view or null; onView(view): what is then done with it.
export function depotForm(host, view, { uid, label, button: word, reading, check, onView }) {
  let file = null;
  let sending = null;
  const schema = schemaChoice(view, uid);
  const fault = el("p", { class: "faute", id: `${uid}-faute`, hidden: true });
  const drop = dropZone({
    uid,
    label,
    accepts: view.accepts,
    formats: view.formats,
    limit: view.max_bytes,
    onFile: (chosen, why) => {
      file = chosen;
      fault.hidden = true;
      host.clearAlert();
      host.say(why || (chosen ? t(`Fichier choisi : ${chosen.name}`) : ""));
    },
  });
  const button = el("button", { type: "submit", class: "bouton" }, t(word));
  const cancel = el("button", {
    type: "button", class: "bouton discret", on: { click: () => sending && sending.cancel() },
  }, t("Annuler"));
  const progress = el("div", { class: "avancee", hidden: true });
  const form = el("form", { class: "depot", novalidate: true, on: { submit } },
    schema.node, drop.zone, fault, el("div", { class: "actions" }, button), progress);

  function refuse(text, where) {
    fault.textContent = text;
    fault.hidden = false;
    host.say(text);
    where.focus();
  }

  function showProgress(text, value, stoppable) {
    const bar = el("progress", { max: 100, "aria-label": t("Avancement du dépôt") });
    if (value !== null) bar.value = value;
    const had = progress.contains(document.activeElement);
    replace(progress, el("p", {}, text), bar, stoppable && el("div", { class: "actions" }, cancel));
    progress.hidden = false;
    if (had && stoppable) cancel.focus();
  }

  async function submit(event) {
    event.preventDefault();
    if (sending || host.busy) return;
    const schemaValue = schema.value();
    if (schemaValue === null) {
      refuse(t("Dites d'abord ce que contient votre fichier."), schema.first);
    } else if (!file) {
      refuse(t("Choisissez d'abord un fichier qui peut être lu ici."), drop.input);
    } else {
      await deposit(schemaValue);
    }
  }

  async function deposit(schemaValue) {
    fault.hidden = true;
    host.clearAlert();
    showProgress(t("Envoi du fichier…"), 0, true);
    host.say(t("Envoi du fichier…"));
    cancel.focus();
    const bar = progress.querySelector("progress");
    const told = progress.querySelector("p");
    const target = { url: view.upload_url, schema: schemaValue, xsrf: host.page.xsrf };
    sending = send(file, target, (part) => {
      bar.value = Math.round(part * 100);
      told.textContent = part < 1
        ? t(`Envoi du fichier : ${whole(part * 100)} %`)
        : t("Fichier reçu, réponse du serveur…");
    });
    try {
      const stored = await sending.promise;
      if (stored === null) return stop(t("Envoi annulé. Rien n'a été gardé de ce fichier."));
      showProgress(reading, null, false);
      host.say(reading);
      sending = null;
      const next = await check(stored, schemaValue, button);
      if (next) return onView(next);
      return stop("");
    } catch (error) {
      stop("");
      return host.alert(error, button);
    }
  }

  function stop(text) {
    sending = null;
    progress.hidden = true;
    button.focus();
    if (text) {
      fault.textContent = text;
      fault.hidden = false;
      host.say(text);
    }
  }

  return form;
}
