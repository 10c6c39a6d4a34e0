// A file travels by an ordinary HTTP POST: streamed, with progress, and it can be given up.
// Size and format are told and checked before anything leaves; the server checks them again.

import { el, replace } from "./dom.js";
import { size, t } from "./fr.js";

const extensions = (accepts) => (accepts.match(/\.[a-z0-9]+/gi) || []).map((e) => e.toLowerCase());

// Why this file cannot be sent, or "".
export function refusal(file, limit, accepts) {
  const known = extensions(accepts);
  const extension = (file.name.match(/\.[^.]+$/) || [""])[0].toLowerCase();
  if (file.size === 0) {
    return t("Ce fichier est vide. Vérifiez que l'export est terminé, puis choisissez-le à nouveau.");
  }
  if (file.size > limit) {
    return t(`Ce fichier pèse ${size(file.size)} ; la limite est de ${size(limit)}. `
      + "Exportez une période plus courte, puis choisissez ce nouveau fichier.");
  }
  if (known.length && !known.includes(extension)) {
    return t("Ce format n'est pas lu ici. Choisissez un fichier CSV, ou un classeur Excel ou "
      + "LibreOffice.");
  }
  return "";
}

// Posts the file; gives { promise, cancel }. The promise gives the file's name on the server
// (its hash), null when given up, and fails with {code, message, hint}. The body is the file
// itself, so that the server can write it to disk as it comes, without holding or parsing it.
export function send(file, { url, schema, xsrf }, onProgress) {
  const call = new XMLHttpRequest();
  const promise = new Promise((resolve, reject) => {
    const lost = {
      code: "upload-lost",
      message: "L'envoi a été interrompu.",
      hint: "Vérifiez votre connexion, puis déposez votre fichier à nouveau. "
        + "Le dépôt précédent est conservé.",
    };
    call.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable) onProgress(event.loaded / event.total);
    });
    call.addEventListener("abort", () => resolve(null));
    call.addEventListener("error", () => reject(lost));
    call.addEventListener("load", () => {
      const reply = call.response && typeof call.response === "object" ? call.response : {};
      if (typeof reply.file === "string") resolve(reply.file);
      else if (reply.error) reject(reply.error);
      else reject(lost);
    });
    const address = new URL(url, location.href);
    address.searchParams.set("nom", file.name);
    if (schema) address.searchParams.set("schema", schema);
    call.open("POST", address);
    call.responseType = "json";
    call.setRequestHeader("X-XSRFToken", xsrf);
    call.setRequestHeader("Content-Type", "application/octet-stream");
    call.send(file);
  });
  return { promise, cancel: () => call.abort() };
}

// The drop zone: an ordinary file input, transparent and as large as its frame, so that a click,
// a drop, Enter and a screen reader all meet the same native control. Its own words, which come
// in the browser's language, are replaced by ours.
// accepts: extensions for the browser; formats: the same in words.
// onFile(file or null, refusal) tells of each new choice.
export function dropZone({ uid, label, accepts, formats, limit, onFile }) {
  const told = t(`${formats}. Taille : ${size(limit)} au plus.`);
  const input = el("input", {
    type: "file", id: `${uid}-fichier`, accept: accepts,
    "aria-labelledby": `${uid}-titre ${uid}-bouton`,
    "aria-describedby": `${uid}-formats ${uid}-choisi`,
    on: { change: () => choose(input.files) },
  });
  const chosen = el("p", { class: "choisi", id: `${uid}-choisi` });
  const zone = el("div", { class: "zone-depot" },
    el("label", { for: input.id, class: "zone-titre", id: `${uid}-titre` }, t(label)),
    el("p", {}, t("Glissez-le dans ce cadre, ou choisissez-le dans vos dossiers.")),
    el("p", {}, el("span", { class: "bouton discret", id: `${uid}-bouton` },
      t("Choisir un fichier"))),
    el("p", { class: "regle", id: `${uid}-formats` }, told),
    chosen,
    input);

  function choose(files) {
    const several = files.length > 1;
    const file = files.length ? files[0] : null;
    const why = several
      ? t("Déposez un seul fichier à la fois.")
      : file ? refusal(file, limit, accepts) : "";
    input.setAttribute("aria-invalid", why ? "true" : "false");
    chosen.classList.toggle("faute", Boolean(why));
    replace(chosen, why || (file ? [el("strong", {}, file.name), ` (${size(file.size)})`] : ""));
    onFile(why ? null : file, why);
  }

  // Enter and leave fire for every child: counting them keeps the frame from flickering.
  let depth = 0;
  const lit = (by) => {
    depth = Math.max(0, depth + by);
    zone.classList.toggle("survol", depth > 0);
  };
  zone.addEventListener("dragenter", () => lit(1));
  zone.addEventListener("dragleave", () => lit(-1));
  zone.addEventListener("drop", (event) => {
    lit(-depth);
    const files = event.dataTransfer ? event.dataTransfer.files : [];
    if (!files.length) return;
    if (files.length === 1) input.files = files;
    choose(files);
    input.focus();
  });
  return { zone, input };
}

// A file dropped beside the frame must not make the browser leave the page and its work.
export function keepPage() {
  for (const event of ["dragover", "drop"]) {
    window.addEventListener(event, (moment) => moment.preventDefault());
  }
}
