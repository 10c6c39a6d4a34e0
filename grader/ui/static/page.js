// Opens the page: finds the kernel's name and the pieces' data as the server streams them,
// draws each piece as soon as it may be, and keeps the line to the kernel.

import { el, replace } from "./dom.js";
import { t } from "./fr.js";
import { Channel } from "./channel.js";
import { Host } from "./host.js";
import { tellPresence } from "./presence.js";
import { resume } from "./resume.js";
import { followSteps } from "./steps.js";

const MODULES = {
  question: "question.js",
  quiz: "quiz.js",
  case: "case.js",
  exercise: "file_exercise.js",
  lesson_end: "lesson_end.js",
  home: "home.js",
  module: "module.js",
  trainer: "trainer.js",
  room: "room.js",
  bench: "bench.js",
  privacy: "privacy.js",
  anonymise: "privacy_exercise.js",
  publish: "publish.js",
  chart: "chart_exercise.js",
  redact: "redact.js",
  duties: "duties.js",
  dialogue: "dialogue.js",
  rows: "rows.js",
  dictionary: "dictionary.js",
  free_quiz: "free_quiz.js",
  placement: "placement.js",
  recall: "recall.js",
};

const SPREAD = 3_000; // milliseconds

let page = null;
const opened = new Set();
const pieces = new Map(); // name → { host, draw }

// A script element may be seen before its text is whole: what does not parse is not there yet.
function read(script) {
  try {
    return JSON.parse(script.textContent);
  } catch {
    return null;
  }
}

function scan() {
  if (!page) {
    const script = document.getElementById("ouvroir-page");
    const data = script && read(script);
    if (data) start(data);
  }
  if (!page) return;
  document.querySelectorAll("script.piece-data").forEach((script) => {
    const name = script.dataset.for;
    const data = opened.has(name) ? null : read(script);
    if (data) open(name, data);
  });
}

function start({ kernel, base, xsrf }) {
  const probe = new URL("icone.svg", import.meta.url).href;
  const channel = new Channel({ base, kernel, probe });
  page = { base, xsrf, kernel, channel };
  channel.addEventListener("down", () => line("down"));
  channel.addEventListener("up", () => line("up"));
  channel.addEventListener("restarting", () => line("restarting"));
  channel.addEventListener("asleep", () => (channel.restarting ? comeBack() : line("asleep")));
  tellPresence(channel);
  addEventListener("pagehide", () => {
    // The kernel is of no use once the page is left: its place goes to somebody else.
    const form = new FormData();
    form.append("_xsrf", page.xsrf);
    navigator.sendBeacon(`${base}pages/${page.kernel}/fermer`, form);
  });
}

async function open(name, data) {
  opened.add(name);
  const root = document.getElementById(name);
  if (!root) return;
  const file = MODULES[data.kind];
  if (!data.view || !file) {
    fail(root, data.error);
    return;
  }
  try {
    const module = await import(`./${file}`);
    const host = new Host(root, data, page);
    const draw = module.mount(host);
    draw(data.view);
    page.channel.listen(data.model, draw, data.view);
    pieces.set(name, { host, draw });
  } catch {
    fail(root);
  }
}

function fail(root, error) {
  root.removeAttribute("aria-busy");
  root.classList.add("piece-ouverte");
  const told = error && error.message;
  replace(root, el("div", { class: "alerte" },
    el("p", { class: "alerte-titre" }, told || t("Cette activité n'a pas pu s'ouvrir.")),
    el("p", {}, (told && error.hint)
      || t("Vos réponses sont conservées. Rechargez la page.")),
    el("div", { class: "actions" }, reloadButton(t("Recharger la page")))));
}

function reloadButton(label) {
  return el("button", {
    type: "button", class: "bouton discret", on: { click: () => location.reload() },
  }, label);
}

// What is said of the line to the kernel: nothing while it holds.
let patience = 0;
function line(state) {
  const band = document.getElementById("veille");
  clearTimeout(patience);
  if (!band) return;
  if (state === "up") {
    replace(band);
  } else if (state === "restarting") {
    replace(band, el("p", {}, t(
      "Le serveur redémarre. Vos réponses validées sont conservées ; la page reprendra toute seule.")));
  } else if (state === "down") {
    if (page.channel.restarting) return;
    patience = setTimeout(() => replace(band, el("p", {},
      t("La connexion est coupée. Nouvel essai en cours ; vos réponses validées sont conservées."))), 4_000);
  } else {
    replace(band,
      el("p", {}, t("Cette page s'est mise en veille. Vos réponses sont conservées.")),
      el("button", { type: "button", class: "bouton discret", on: { click: goOn } },
        t("Reprendre")));
  }
}

// Goes on after a sleep, where the page stands. Focus, which was on the button, goes to the page.
async function goOn(event) {
  const button = event.currentTarget;
  if (button.getAttribute("aria-disabled")) return;
  button.setAttribute("aria-disabled", "true");
  const done = await resume(page, pieces);
  if (done) document.getElementById("contenu").focus({ preventScroll: true });
  else if (done === null) button.removeAttribute("aria-disabled");
  else location.reload();
}

// The server is back after it said that it went down: the page goes on by itself, and focus stays.
// Not all pages of a room at the same moment.
async function comeBack() {
  await new Promise((wait) => setTimeout(wait, Math.random() * SPREAD));
  const done = await resume(page, pieces);
  if (done === null) setTimeout(comeBack, SPREAD);
  else if (!done) location.reload();
}

// Back from the browser's own memory of pages: the kernel was closed when the page was left.
addEventListener("pageshow", (event) => {
  if (event.persisted) location.reload();
});

new MutationObserver(scan).observe(document, { childList: true, subtree: true });

function finished() {
  scan();
  followSteps();
  const demonstrations = document.querySelectorAll(".tableur");
  if (demonstrations.length) {
    import("./spreadsheet_demo.js").then(({ mount }) => demonstrations.forEach(mount));
  }
  // Whatever has no data by now will never have any.
  document.querySelectorAll(".piece").forEach((root) => {
    if (!opened.has(root.id)) fail(root);
  });
}

if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", finished);
else finished();
