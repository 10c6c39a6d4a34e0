"use strict";

// One slide after the other by the keys that projectors' remotes send; notes by « n ».
const views = [...document.querySelectorAll(".vue")];
const still = matchMedia("(prefers-reduced-motion: reduce)");

// What a slide holds must fit on it, whatever its author wrote.
function fit() {
  for (const screen of document.querySelectorAll(".ecran")) {
    screen.style.fontSize = "";
    let size = parseFloat(getComputedStyle(screen).fontSize);
    while (screen.scrollHeight > screen.clientHeight + 1 && size > 8) {
      size -= 1;
      screen.style.fontSize = `${size}px`;
    }
  }
}

function current() {
  const middle = innerHeight / 2;
  const found = views.findIndex((view) => view.getBoundingClientRect().bottom > middle);
  return found < 0 ? views.length - 1 : found;
}

function go(step) {
  const target = views[Math.min(views.length - 1, Math.max(0, current() + step))];
  target.scrollIntoView({ behavior: still.matches ? "auto" : "smooth" });
}

function toggleNotes() {
  const shown = document.body.classList.toggle("avec-notes");
  document.querySelector("[data-notes]").setAttribute("aria-pressed", String(shown));
}

addEventListener("keydown", (event) => {
  if (event.target.closest("button") && [" ", "Enter"].includes(event.key)) return;
  if (["ArrowRight", "PageDown", " "].includes(event.key)) go(1);
  else if (["ArrowLeft", "PageUp"].includes(event.key)) go(-1);
  else if (event.key === "n") return void toggleNotes();
  else return;
  event.preventDefault();
});
for (const button of document.querySelectorAll("[data-vers]")) {
  button.addEventListener("click", () => go(Number(button.dataset.vers)));
}
document.querySelector("[data-notes]").addEventListener("click", toggleNotes);
addEventListener("resize", fit);
fit();
