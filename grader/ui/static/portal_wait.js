// A file's check is made after it came: ask whether it is done, and say so. Without this script a
// link does the same.

import { t } from "./fr.js";

const PAUSE = 1_000;
const LONGEST = 120;

for (const place of document.querySelectorAll("[data-attend]")) watch(place);

async function watch(place) {
  const said = place.querySelector("[role=status]");
  const address = new URL(place.dataset.attend).pathname;
  for (let turn = 0; turn < LONGEST; turn += 1) {
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
    try {
      const reply = await fetch(address, { headers: { Accept: "application/json" } });
      const news = reply.ok ? await reply.json() : null;
      if (news && news.state !== "waiting") {
        said.textContent = t(`C'est fait. ${news.told}`);
        return;
      }
    } catch {
      // The line is cut: the next turn tries again.
    }
  }
}
