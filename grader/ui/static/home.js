// The home page: my path and what comes next, or the doors; then all the rest.

import { el, focusOn, heading, hidden, replace } from "./dom.js";
import { t } from "./fr.js";
import { pathSection } from "./home_path.js";
import { gauge, lessonList } from "./lists.js";
import { sign } from "./marks.js";

// Exercises of one's service that are shown at once.
const FIRST = 5;

export function mount(host) {
  const level = host.level;

  function door(one) {
    const words = [
      el("span", { class: "porte-titre" }, one.title),
      one.chosen && el("span", { class: "porte-choisie" }, sign("done"), " ", t("Votre porte")),
    ];
    const text = el("p", {}, one.text);
    const choose = async (event) => {
      // With a modifier the link opens elsewhere: leave it to the browser.
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      if (one.chosen && one.url) return;
      event.preventDefault();
      const next = await host.ask("choose_role", { role: one.id }, { near: event.currentTarget });
      if (!next) return;
      if (one.url) {
        location.assign(one.url);
      } else {
        draw(next);
        host.say(t(`Parcours choisi : ${next.path ? next.path.title : one.title}`));
        focusOn(host.body.querySelector(".parcours-tete"));
      }
    };
    const opener = one.url
      ? el("a", { href: one.url, "data-porte": one.id, on: { click: choose } }, words)
      : el("button", {
        type: "button", "data-porte": one.id, "aria-pressed": String(one.chosen),
        on: { click: choose },
      }, words);
    return el("li", { class: `porte ${one.chosen ? "choisie" : ""}` },
      heading(level + 1, {}, opener), text);
  }

  function doors(view) {
    return el("section", { class: "accueil-bloc", "aria-labelledby": `${host.uid}-portes` },
      heading(level, { id: `${host.uid}-portes` }, view.path
        ? t("Changer de parcours")
        : t("Par quelle porte entrez-vous ?")),
      el("ul", { class: "portes" }, view.doors.map(door)));
  }

  function tools(view) {
    const all = [
      [view.join_url, "Rejoindre une session", "Avec le code que donne la personne qui l'anime."],
      [view.duties_url, "Savoir ce que ma collectivité doit publier", "Cinq minutes, sans compte."],
      [view.decide_url, "Préparer la décision en vingt minutes", "Jusqu'à la note à télécharger."],
      [view.bench_url, "Vérifier et corriger un fichier", "Le vôtre, avec son schéma."],
      [view.privacy_url, "Anonymiser un fichier", "S'il parle de personnes."],
      [view.portal_url, "S'exercer à le publier dans le bac à sable", "Un portail où rien n'est publié."],
      [view.placement_url, "Le test de positionnement", "Douze minutes pour savoir où vous en êtes."],
      [view.free_quiz_url, "Le quiz libre", "S'entraîner, sans note."],
      [view.review_url, "Vos questions à revoir", "Cinq minutes par jour au plus."],
      [view.attestations_url, "Mes attestations", "En cours, non obtenue ou obtenue, pour chaque parcours."],
      [view.send_url, "Envoyer mes résultats au formateur", "Vous les lisez avant, et vous décidez."],
      [view.trainer_url, "L'espace formateur", "Pour qui anime une session."],
    ];
    return el("nav", { class: "accueil-bloc", "aria-labelledby": `${host.uid}-outils` },
      heading(level, { id: `${host.uid}-outils` }, t("Outils")),
      el("ul", { class: "outils" }, all.filter(([url]) => url).map(([url, name, about]) =>
        el("li", {}, el("a", { href: url }, t(name)), el("span", {}, t(about))))));
  }

  function profile(view) {
    if (!view.profile_url) return null;
    return el("p", { class: "profil-ligne" }, view.profile_label
      ? [t("Votre profil : "), view.profile_label, ". ",
        el("a", { href: view.profile_url }, t("Modifier mon profil"))]
      : [el("a", { href: view.profile_url }, t("Remplir mon profil")),
        t(", en une minute et sans aucun nom : vos obligations et vos exercices partiront de vous.")]);
  }

  function draw(view) {
    replace(host.body,
      view.progress_url && el("aside", { class: "encadre", "aria-label": t("Un serveur d'essai") },
        el("p", {}, t("Ce serveur d'essai est à vous seul. N'y déposez aucune donnée personnelle.")),
        el("p", {}, t("Après dix minutes sans activité, il s'éteint et oublie tout. Pour garder votre travail : "),
          el("a", { href: view.progress_url }, t("télécharger ou reprendre ma progression")), ".")),
      view.path && pathSection(view.path, view.attestation, level, host.uid),
      view.resume_url && el("p", { class: "reprise" },
        el("a", { class: view.path ? "bouton discret" : "bouton", href: view.resume_url }, t("Reprendre où j'en étais")),
        el("span", {}, hidden(t(" : ")), view.resume_title)),
      view.review_label && el("p", { class: "reprise a-revoir" },
        el("a", { class: "bouton discret", href: view.review_url }, t("À revoir aujourd'hui")),
        el("span", {}, hidden(t(" : ")), view.review_label)),
      !view.path && doors(view),
      profile(view),
      view.for_services.length > 0 && services(view),
      tools(view),
      view.path && doors(view),
      heading(level, {}, t("Les modules")),
      view.modules.map((module, number) => el("article", { class: "module" },
        heading(level + 1, {}, el("a", { href: module.url }, module.title)),
        el("p", {}, module.summary),
        gauge(module.progress, module.progress_label, `${host.uid}-module-${number}`),
        // What she began, or what her test says, is seen at once.
        el("details", { open: module.lessons.some((one) => one.note || one.state === "started") },
          el("summary", {}, t("Voir les leçons"), hidden(t(` : ${module.title}`))),
          lessonList(module.lessons)))));
  }

  function services(view) {
    return el("section", { class: "accueil-bloc", "aria-labelledby": `${host.uid}-services` },
      heading(level, { id: `${host.uid}-services` }, t("Pour votre service")),
      el("p", {}, t("Des exercices sur les fichiers des services que vous suivez. Les autres restent dans leur module.")),
      serviceList(view.for_services.slice(0, FIRST)),
      view.for_services.length > FIRST && el("details", {},
        el("summary", {}, t(`Tout montrer (${view.for_services.length})`)),
        serviceList(view.for_services.slice(FIRST))));
  }

  function serviceList(some) {
    return el("ul", { class: "pour-service" }, some.map((one) => el("li", {},
      el("a", { href: one.url }, one.title), el("span", { class: "regle" }, t(` (${one.module})`)))));
  }

  return draw;
}
