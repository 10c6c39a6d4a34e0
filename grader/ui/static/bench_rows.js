// The rows of one group, by pages: the faulty cell is marked and is an ordinary field. Enter
// saves, Escape puts back what was there. Rows stay in place once mended, so that neither the
// eye nor the focus has to look for where it was.

import { el, replace } from "./dom.js";
import { t } from "./fr.js";
import { pager } from "./bench_pager.js";
import { tableRow } from "./bench_row.js";

const PAGE = 20;

// title(): what the group is about, for the table's caption.
export function rowsTable(host, line, { uid, title }) {
  const holder = el("div");
  const pages = pager(host, t("Lignes"), (direction, near) => turn(direction, near));
  const node = el("div", { class: "lignes-table" },
    el("p", { class: "regle" }, t("Modifiez la valeur dans le tableau. Entrée enregistre, Échap "
      + "remet ce qui était là.")),
    pages.node, holder);
  let page = null; // the RowsView that the table was built from
  let rows = new Map(); // line → row, as shown
  let body = null;
  let refreshing = null;
  let group = null;

  function build() {
    body = el("tbody");
    rows = new Map();
    page.rows.forEach((row) => add(row));
    replace(holder, el("div", {
      class: "defile", role: "group", tabindex: "0", "aria-label": title(),
    }, el("table", { class: "extrait etabli-lignes" },
      el("caption", {}, title()),
      el("thead", {}, el("tr", {},
        el("th", { scope: "col" }, t("Ligne")),
        page.columns.map((name) => el("th", {
          scope: "col", class: name === group.column ? "visee" : null,
        }, name)),
        el("th", { scope: "col" }, t("Retirer")))),
      body)));
  }

  function add(row) {
    const made = tableRow(host, line, {
      uid: `${uid}-${row.line}`, columns: page.columns, group, after: () => refresh(),
    });
    made.draw(row);
    const next = [...rows.values()].find((one) => one.line > row.line);
    body.insertBefore(made.node, next ? next.node : null);
    rows = new Map([...rows, [row.line, made]].sort(([one], [other]) => one - other));
  }

  const left = () => [...rows.values()].filter((row) => !row.solved).length;

  function drawPages(aloud) {
    pages.draw({ offset: page.offset, count: left(), total: page.total }, aloud);
  }

  async function load(offset, near, aloud) {
    const next = await line.ask("rows", { group: group.key, offset },
      { near, waiting: t("Lecture des lignes…") });
    if (!next) return false;
    page = next;
    build();
    drawPages(aloud);
    return true;
  }

  // Rows that are mended are no longer among those of the server: the next ones moved up.
  function turn(direction, near) {
    const offset = direction > 0 ? page.offset + left() : page.offset - PAGE;
    return load(Math.max(0, offset), near, true);
  }

  async function reread() {
    const next = await line.ask("rows", { group: group.key, offset: page.offset }, { quiet: true });
    if (!next) return;
    if (next.columns.join("\n") !== page.columns.join("\n") && !dirty()) {
      page = next;
      build();
    } else {
      page = { ...next, columns: page.columns };
      merge(next);
    }
    drawPages(false);
  }

  function merge(next) {
    const now = new Map(next.rows.map((row) => [row.line, row]));
    for (const [number, row] of rows) {
      if (now.has(number)) row.draw(now.get(number));
      else row.solve();
    }
    for (const row of next.rows) if (!rows.has(row.line) && rows.size < PAGE) add(row);
  }

  // Several reasons to look again make one request.
  function refresh() {
    if (!page) return Promise.resolve();
    refreshing ||= reread().finally(() => {
      refreshing = null;
    });
    return refreshing;
  }

  const dirty = () => [...rows.values()].some((row) => row.dirty());

  function leave() {
    for (const row of rows.values()) row.solve();
    if (page) {
      page = { ...page, total: 0, offset: 0 };
      drawPages(false);
    }
  }

  function update(next) {
    group = next;
  }

  const open = (near) => (page ? refresh() : load(0, near, false));

  return { node, open, update, refresh, dirty, leave };
}
