// The portal's upload: without this script the form travels as any form does. With it, size is
// looked at before anything leaves, progress is told, and the sending can be given up.

import { el, focusOn } from "./dom.js";
import { t } from "./fr.js";
import { dropZone, keepPage } from "./upload.js";

const form = document.querySelector("form[data-most]");
const band = document.getElementById("avancee");

if (form && band) {
  const words = document.getElementById("avancee-mots");
  const gauge = band.querySelector("progress");
  const send = form.querySelector("button[type=submit]");
  const plain = form.querySelector("input[type=file]");
  const place = plain.closest(".demande");
  const asked = place.querySelector("label").textContent;
  // The house's own drop zone takes the place of the browser's field.
  let refused = "";
  const { zone, input } = dropZone({
    uid: "file", label: asked, accepts: "", formats: form.dataset.formats,
    limit: Number(form.dataset.most), onFile: (file, why) => { refused = why; },
  });
  input.name = plain.name;
  place.replaceChildren(zone);
  for (const link of document.querySelectorAll('.resume-erreurs a[href="#file"]')) {
    link.setAttribute("href", `#${input.id}`);
  }
  // Chosen before this script came, or in a dialog that was open when it did: the field that it
  // belongs to has left the page, and still hears of it.
  function takeOver() {
    if (!plain.files.length) return;
    input.files = plain.files;
    input.dispatchEvent(new Event("change"));
  }
  plain.addEventListener("change", takeOver);
  takeOver();
  keepPage();
  let call = null;
  let told = -1;

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (call) return;
    const file = input.files[0];
    if (refused) return fail(refused);
    if (!file) return fail(t("Choisissez un fichier dans vos dossiers, puis déposez-le."));
    start();
  });

  document.getElementById("abandonner").addEventListener("click", () => call && call.abort());

  function start() {
    clear();
    band.hidden = false;
    send.disabled = true;
    told = -1;
    progress(0);
    call = new XMLHttpRequest();
    call.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable) progress(event.loaded / event.total);
    });
    call.addEventListener("abort", () => done(t("Envoi annulé : rien n'a été enregistré.")));
    call.addEventListener("error", () => done(t("L'envoi a été interrompu. Vérifiez votre connexion, puis recommencez : votre fichier est toujours choisi.")));
    call.addEventListener("load", () => {
      const reply = call.response || {};
      if (reply.to) location.assign(reply.to);
      else done(reply.error && (reply.error.message || reply.error)
        || t("Le serveur n'a pas pu répondre. Recommencez dans un instant."));
    });
    call.open("POST", form.action);
    call.responseType = "json";
    call.setRequestHeader("Accept", "application/json");
    call.send(new FormData(form));
  }

  function progress(part) {
    gauge.value = part;
    // Announced by tenths: a voice that counts each hundredth says nothing.
    const step = Math.floor(part * 10);
    if (step === told) return;
    told = step;
    words.textContent = part < 1
      ? t(`Envoi en cours : ${step * 10} %.`)
      : t("Le fichier est arrivé. Le portail le range.");
  }

  function done(text) {
    call = null;
    band.hidden = true;
    send.disabled = false;
    fail(text);
  }

  function clear() {
    for (const old of document.querySelectorAll(".resume-erreurs")) old.remove();
    place.classList.remove("demande-faux");
    input.removeAttribute("aria-invalid");
  }

  function fail(text) {
    clear();
    const box = el("div", { class: "alerte resume-erreurs", role: "alert" },
      el("p", { class: "alerte-titre" }, t("Une chose est à reprendre")),
      el("ul", {}, el("li", {}, el("a", { href: `#${input.id}` }, text))));
    form.before(box);
    place.classList.add("demande-faux");
    input.setAttribute("aria-invalid", "true");
    focusOn(box);
  }
}
