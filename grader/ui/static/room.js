// A session's room, live: figures first, then people, then what the group stumbles on. It looks
// again by itself every few seconds; what is read or focused is not taken away meanwhile.

import { el, heading, replace } from "./dom.js";
import { t } from "./fr.js";
import { groupSections } from "./room_group.js";
import { peopleSections } from "./room_people.js";

const EVERY = 5_000;

export function mount(host) {
  const { level } = host;
  let timer = 0;
  let stuck = 0;
  let sections = null;
  let last = {};
  const told = el("p", { class: "regle salle-heure" });
  const counts = el("ul", { class: "salle-comptes" });

  // Somebody reads there: her focus, what she opened or what she selects stays.
  function read(box) {
    const selected = document.getSelection();
    return box.contains(document.activeElement)
      || box.querySelector("details[open]")
      || (selected && !selected.isCollapsed && box.contains(selected.anchorNode));
  }

  function fill(section, view) {
    const { box, part, draw } = section;
    const now = JSON.stringify(part(view));
    if (now === section.now || (section.now && read(box))) return;
    section.now = now;
    const places = [...box.querySelectorAll(".defile")].map((one) => one.scrollLeft);
    replace(box, draw(view));
    box.querySelectorAll(".defile").forEach((one, rank) => { one.scrollLeft = places[rank] || 0; });
  }

  function update(view) {
    replace(counts, view.counts.map(([count, what], rank) => el("li", {
      class: rank === 2 && count ? "salle-alerte" : null,
    }, el("strong", {}, String(count)), " ", what)));
    told.textContent = t(`Mis à jour à ${view.told}. La page se met à jour seule.`);
    sections.forEach((section) => fill(section, view));
    last = view;
    const now = view.counts[2][0];
    if (now > stuck) host.say(view.sentence);
    stuck = now;
  }

  async function follow() {
    clearTimeout(timer);
    if (!document.hidden) {
      const next = await host.ask("refresh", {}, { quiet: true, only: true });
      if (next) update(next);
    }
    wait();
  }

  // A hidden tab asks nothing: it looks again once it is shown.
  function wait() {
    clearTimeout(timer);
    if (!document.hidden) timer = setTimeout(follow, EVERY);
  }
  document.addEventListener("visibilitychange", () => (document.hidden ? wait() : follow()));

  function links(view) {
    return el("nav", { class: "actions salle-liens", "aria-label": t("Autour de la session") },
      el("a", { class: "bouton discret", href: view.other_url }, view.projection
        ? t("Quitter la projection")
        : t("Projeter sans les pseudonymes")),
      el("a", { href: view.board_url }, t("Montrer le code en grand")),
      view.desk_url && el("a", { href: view.desk_url },
        t("Voir les travaux rendus")),
      view.exports_url && el("a", { href: view.exports_url },
        t("Emporter la session")));
  }

  function draw(view) {
    stuck = view.counts[2][0];
    const again = () => sections.forEach((section) => {
      section.now = "";
      fill(section, last);
    });
    const group = groupSections({ level, uid: host.uid });
    const [people, sent] = peopleSections({ level, uid: host.uid, again });
    sections = view.projection ? group : [people, ...group, sent];
    host.root.classList.toggle("salle-projetee", view.projection);
    host.root.classList.add("salle");
    replace(host.body,
      el("p", { class: "salle-code" }, t("Code de la session : "), el("strong", {}, view.code)),
      counts, told, links(view),
      sections.map((section) => el("section", { "aria-labelledby": section.id },
        heading(level, { id: section.id }, section.title),
        section.about && el("p", { class: "regle" }, section.about),
        section.before,
        section.box)));
    update(view);
    wait();
  }

  return draw;
}
