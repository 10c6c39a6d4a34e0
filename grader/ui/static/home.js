// The home page: where I was, by which door I come in, what there is.

import { el, focusOn, heading, hidden, replace } from "./dom.js";
import { t } from "./fr.js";
import { gauge, lessonList } from "./lists.js";
import { sign } from "./marks.js";

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
        host.say(t(`Porte choisie : ${one.title}`));
        focusOn(host.body.querySelector(`[data-porte="${CSS.escape(one.id)}"]`));
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

  function draw(view) {
    replace(host.body,
      view.progress_url && el("aside", { class: "encadre", "aria-label": t("Un serveur d'essai") },
        el("p", {}, t("Ce serveur d'essai est à vous seul. N'y déposez aucune donnée personnelle.")),
        el("p", {}, t("Après dix minutes sans activité, il s'éteint et oublie tout. Pour garder votre travail : "),
          el("a", { href: view.progress_url }, t("télécharger ou reprendre ma progression")), ".")),
      view.resume_url && el("p", { class: "reprise" },
        el("a", { class: "bouton", href: view.resume_url }, t("Reprendre où j'en étais")),
        el("span", {}, hidden(t(" : ")), view.resume_title)),
      view.review_label && el("p", { class: "reprise a-revoir" },
        el("a", { class: "bouton discret", href: view.review_url }, t("À revoir aujourd'hui")),
        el("span", {}, hidden(t(" : ")), view.review_label)),
      heading(level, {}, t("Par quelle porte entrez-vous ?")),
      el("ul", { class: "portes" }, view.doors.map(door)),
      view.duties_url && el("p", { class: "vers-obligations" }, t("Vous décidez pour votre collectivité : "),
        el("a", { href: view.duties_url }, t("savoir ce qu'elle doit publier")),
        view.decide_url && [t(", ou "), el("a", { href: view.decide_url }, t("préparer la décision en vingt minutes"))],
        t(", sans compte.")),
      view.bench_url && el("p", { class: "vers-etabli" }, t("Vous avez un fichier sous la main : "),
        el("a", { href: view.bench_url }, t("vérifier et corriger un fichier")), "."),
      view.privacy_url && el("p", { class: "vers-anonymiser" }, t("Il parle de personnes : "),
        el("a", { href: view.privacy_url }, t("anonymiser un fichier")), "."),
      view.portal_url && el("p", { class: "vers-portail" }, t("Votre fichier est prêt : "),
        el("a", { href: view.portal_url }, t("s'exercer à le publier dans le bac à sable")), t(", un portail où rien n'est publié.")),
      view.placement_url && el("p", { class: "vers-test" }, t("Vous voulez savoir où vous en êtes : "),
        el("a", { href: view.placement_url }, t("le test de positionnement")), t(", en douze minutes.")),
      view.free_quiz_url && el("p", { class: "vers-libre" }, t("Vous voulez vous entraîner : "),
        el("a", { href: view.free_quiz_url }, t("le quiz libre")), t(", sans note.")),
      view.review_url && el("p", { class: "vers-revoir" }, t("Vous revenez quelques jours après : "),
        el("a", { href: view.review_url }, t("vos questions à revoir")), t(", cinq minutes par jour au plus.")),
      heading(level, {}, t("Les modules")),
      view.modules.map((module, number) => el("article", { class: "module" },
        heading(level + 1, {}, el("a", { href: module.url }, module.title)),
        el("p", {}, module.summary),
        gauge(module.progress, module.progress_label, `${host.uid}-module-${number}`),
        lessonList(module.lessons))));
  }

  return draw;
}
