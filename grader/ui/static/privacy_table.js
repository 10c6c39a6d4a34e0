// The file as it would be published, a page of rows at a time. A row at risk bears a sign and a
// word: colour alone would tell it to some only.

import { el, heading, replace } from "./dom.js";
import { plural, t } from "./fr.js";
import { mark } from "./marks.js";
import { pager } from "./bench_pager.js";
import { once } from "./privacy_once.js";
import { columnName } from "./privacy_words.js";

const PAGE = 20;

export function tableSection(host, line, level, uid) {
  const title = heading(level, { id: `${uid}-apercu` }, t("Ce qui serait publié"));
  const facts = el("p");
  const pages = pager(host, t("Lignes"), (direction, near) => turn(direction, near));
  const frame = el("div", { class: "defile", role: "group", tabindex: "0", "aria-labelledby": title.id });
  const node = el("section", { class: "apercu", "aria-labelledby": title.id }, title, facts, pages.node, frame);
  const changed = once();
  let page = null;
  let revision = -1; // of the choices that the page of rows shows

  const risk = (risky) => el("td", { class: "a-risque" }, risky ? mark("error", t("à risque")) : "");

  function build({ header, rows, risky }) {
    const marked = !line.view.by.length;
    replace(frame, el("table", { class: "extrait donnees" },
      el("thead", {}, el("tr", {},
        marked && el("th", { scope: "col" }, t("Risque")),
        header.map((label) => el("th", { scope: "col" }, columnName(label))))),
      el("tbody", {}, rows.map((cells, number) => el("tr", { class: risky[number] && marked ? "risquee" : null },
        marked && risk(risky[number]),
        cells.map((cell) => el("td", { dir: "auto" }, cell)))))));
  }

  function show(aloud) {
    const { rows, offset, total, hidden } = page;
    changed("rows", [page.header, rows, page.risky, line.view.by.length], () => build(page));
    const what = line.view.by.length ? ["compte publié", "comptes publiés"] : ["ligne publiée", "lignes publiées"];
    facts.textContent = t(`${plural(total, ...what)}${hidden
      ? ` ; ${plural(hidden, "ligne laissée de côté", "lignes laissées de côté")}` : ""}.`);
    pages.draw({ offset, count: rows.length, total }, aloud);
  }

  async function load(offset, options, aloud = false) {
    const asked = line.view.revision;
    const next = await line.ask("rows", { offset: Math.max(0, offset) }, options);
    if (!next) return;
    page = next;
    revision = asked;
    show(aloud);
  }

  const turn = (direction, near) =>
    load(page.offset + direction * PAGE, { near, waiting: t("Lecture des lignes…") }, true);

  // The first page comes with each view; further on, rows are read again once nothing moves.
  function draw(view) {
    node.hidden = !view.preview;
    if (!view.preview) return;
    if (page && page.offset > 0) return;
    page = view.preview;
    revision = view.revision;
    show(false);
  }

  async function refresh() {
    if (!page || revision === line.view.revision) return;
    await load(Math.min(page.offset, PAGE * Math.floor(Math.max(0, line.view.preview.total - 1) / PAGE)), { quiet: true });
  }

  return { node, draw, refresh };
}
