// Under « ouvroir serve --watch » alone: reloads the page when its courses were saved, and tells
// what of them cannot be read. Nothing that a learner does depends on it.

import { el, replace } from "./dom.js";
import { plural, t } from "./fr.js";

const PAUSE = 350; // between two questions, while the page is looked at
const HIDDEN = 2_000;
const SILENT = 2_000; // the server is being started again
const SETTLING = 8_000; // how long activities may still push the text down
const KEPT = "ouvroir:place";

const own = document.querySelector("script[data-news]");
const { news, revision } = own.dataset;

// What is said --------------------------------------------------------------------------------

let said = "[]";
let band = null;

function tell(problems, others) {
  const now = JSON.stringify([problems, others]);
  if (now === said || !document.body) return; // the page is still on its way
  said = now;
  if (!problems.length) {
    if (band) band.remove();
    band = null;
    return;
  }
  if (!band) {
    band = el("section", { class: "apercu", role: "alert", "aria-label": t("À corriger dans les cours") });
    document.body.prepend(band);
  }
  replace(band, el("div", { class: "apercu-rang", tabindex: "0" },
    el("p", { class: "alerte-titre" },
      t("Ce qui vient d'être enregistré ne se lit pas. La page montre la version d'avant.")),
    el("ul", {}, problems.map((found) => el("li", {},
      found.where && el("code", {}, found.where), found.where && " ",
      found.message, " ", found.hint))),
    others > 0 && el("p", {}, t(`Et ${plural(others, "autre point", "autres points")} : `),
      el("code", {}, "ouvroir check"), t(" les donne tous."))));
}

// Where the reader is -------------------------------------------------------------------------

// The first thing with a name that is in sight, and where it stands: what is written above it may
// grow or shrink without moving it.
function place() {
  const named = [...document.querySelectorAll("main [id]")];
  const mark = named.find((node) => node.getClientRects().length
    && node.getBoundingClientRect().top >= 0);
  return {
    page: location.pathname,
    y: scrollY,
    id: mark ? mark.id : "",
    top: mark ? mark.getBoundingClientRect().top : 0,
  };
}

function reload() {
  try {
    sessionStorage.setItem(KEPT, JSON.stringify(place()));
    history.scrollRestoration = "manual";
  } catch {
    // Without storage the browser finds the place by itself, as well as it can.
  }
  location.reload();
}

function comeBack() {
  let kept = null;
  try {
    kept = JSON.parse(sessionStorage.getItem(KEPT));
    sessionStorage.removeItem(KEPT);
  } catch {
    return;
  }
  if (!kept || kept.page !== location.pathname) return;
  const find = () => {
    const mark = kept.id && document.getElementById(kept.id);
    const y = mark ? scrollY + mark.getBoundingClientRect().top - kept.top : kept.y;
    scrollTo({ top: y, behavior: "instant" });
  };
  const settled = new ResizeObserver(find);
  const end = () => {
    settled.disconnect();
    history.scrollRestoration = "auto";
  };
  // As soon as the reader moves by herself, the page is hers again.
  ["wheel", "touchstart", "keydown", "pointerdown"].forEach((gesture) => {
    addEventListener(gesture, end, { once: true, passive: true });
  });
  settled.observe(document.documentElement);
  setTimeout(end, SETTLING);
}

// Asking --------------------------------------------------------------------------------------

let asking = 0;

async function ask() {
  clearTimeout(asking);
  let pause = document.hidden ? HIDDEN : PAUSE;
  try {
    const reply = await fetch(news, { headers: { Accept: "application/json" } });
    if (!reply.ok) throw new Error(String(reply.status));
    const told = await reply.json();
    if (told.revision !== revision) {
      reload();
      return;
    }
    tell(told.problems, told.others);
  } catch {
    pause = SILENT;
  }
  clearTimeout(asking);
  asking = setTimeout(ask, pause);
}

comeBack();
document.addEventListener("visibilitychange", () => {
  if (!document.hidden) ask();
});
ask();
