// What is wrong, by what it costs to those who reuse the file: each cause told in three parts,
// with the repairs that mend it and the rows concerned.

import { el, heading, hidden, replace } from "./dom.js";
import { plural, t } from "./fr.js";
import { family, mark } from "./marks.js";
import { explain, severityMark } from "./report.js";
import { firstOf, keyedList } from "./bench_list.js";
import { rowsTable } from "./bench_rows.js";

const SHOWN = 12; // groups in the page at once

// The groups in their order, gathered under their cost.
function byCost(groups) {
  const costs = [];
  for (const group of groups) {
    const cost = costs.find(({ key }) => key === group.cost);
    if (cost) cost.groups.push(group);
    else costs.push({ key: group.cost, label: group.cost_label, groups: [group] });
  }
  return costs;
}

// mend(key): brings to the eye the repair of that key.
export function groupSection(host, line, level, uid, mend) {
  const title = heading(level, { id: `${uid}-constats`, tabindex: "-1" }, t("Ce que le contrôle a trouvé"));
  const costs = el("div");
  const drawCosts = keyedList(costs, costPart);
  const first = firstOf(SHOWN, {
    words: (left) => t(`Voir ${plural(left, "autre cause", "autres causes")}`),
    drawn: (groups) => drawCosts(byCost(groups)),
    nodes: () => [...costs.querySelectorAll(".groupe .constat-titre")],
  });
  const node = el("section", { class: "trouve", "aria-labelledby": title.id },
    title, costs, el("div", { class: "actions" }, first.button));
  const opened = new Set(); // the tables of rows that are being looked at
  let revision = null;
  let made = 0;

  function costPart({ key }) {
    const label = heading(level + 1, { class: "cout" });
    const list = el("ul", { class: "constats" });
    const drawGroups = keyedList(list, groupPart);
    return {
      node: el("div", { class: "par-cout", "data-cout": key }, label, list),
      update(cost) {
        label.textContent = cost.label;
        drawGroups(cost.groups);
      },
      held() {
        drawGroups([]);
        return list.childElementCount > 0;
      },
    };
  }

  function groupPart() {
    made += 1;
    const id = `${uid}-groupe-${made}`;
    const top = el("div");
    const links = el("div", { class: "remedes" });
    const rows = rowsTable(host, line, {
      uid: id,
      title: () => t("Lignes concernées") + (group.column ? `, ${t("colonne")} ${group.column}` : ""),
    });
    const summary = el("summary");
    const details = el("details", { class: "lignes", on: { toggle: () => open() } }, summary, rows.node);
    const part = el("li", {}, top, links, details);
    let group = null;

    function open() {
      if (details.open) opened.add(rows);
      else opened.delete(rows);
      if (details.open) rows.open(summary);
    }

    function update(next) {
      group = next;
      part.className = `constat groupe ${family(next.severity)}`;
      replace(top, el("p", { class: "cause-faits" }, severityMark(next.severity),
        next.column && el("span", { class: "nom" }, hidden(t("Colonne ")), next.column)),
      heading(level + 2, { class: "constat-titre", id, tabindex: "-1" }, next.message),
      explain([["Pourquoi", next.why], ["Comment corriger", next.fix]]),
      next.others && el("p", { class: "autres" }, next.others));
      replace(links, next.repairs.length > 0 && el("p", {},
        el("button", { type: "button", class: "lien", on: { click: () => mend(next.repairs[0]) } },
          t(next.repairs.length > 1 ? "Voir les corrections proposées" : "Voir la correction proposée"),
          hidden(t(` : ${next.message}`)))));
      details.hidden = !next.has_rows;
      summary.textContent = t(next.count > 1
        ? `Voir les lignes concernées (${plural(next.count, "cas", "cas")})`
        : "Voir la ligne concernée");
      rows.update(next);
    }

    return {
      node: part,
      update,
      held: () => details.open && (rows.dirty() || part.contains(document.activeElement)),
      leave() {
        opened.delete(rows);
        part.className = "constat groupe bon";
        replace(top, el("p", { class: "cause-faits" }, mark("good", t("Corrigé")),
          group.column && el("span", { class: "nom" }, group.column)));
        replace(links);
        summary.textContent = t("Voir les lignes corrigées");
        rows.leave();
      },
    };
  }

  function draw(view) {
    first.draw(view.groups);
    node.hidden = !costs.childElementCount;
    // Any decision may have touched the rows that are open: their cells are asked for again.
    if (revision !== null && revision !== view.revision) opened.forEach((rows) => rows.refresh());
    revision = view.revision;
  }

  return { node, draw };
}
