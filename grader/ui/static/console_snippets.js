// The same request for another tool, to copy: it follows what is typed, once somebody looks.

import { el, heading, replace } from "./dom.js";
import { t } from "./fr.js";
import { here } from "./console_origin.js";
import { copyButton } from "./copy.js";
import { once } from "./privacy_once.js";

const PAUSE = 500; // after the last letter

// request(): what stands in the form now; touched(): it is no longer what the step proposes.
export function snippetsBlock(host, step, level, { request, touched }) {
  const list = el("div");
  const node = el("details", { class: "ailleurs", on: { toggle: () => refresh() } },
    el("summary", {}, t("La même demande avec un autre outil")), list);
  const changed = once();
  const told = []; // { code, note, copy } by place
  let made = ""; // the request that the snippets in sight were made of; "" once it is not known
  let timer = 0;

  function follow() {
    clearTimeout(timer);
    timer = setTimeout(refresh, PAUSE);
  }

  // Asked for only where it is seen, and never twice for the same text.
  async function refresh() {
    clearTimeout(timer);
    if (!node.open) return;
    const asked = JSON.stringify(request());
    if (asked === made) return;
    await host.free();
    const next = await host.ask("snippets", { step, ...JSON.parse(asked) }, { quiet: true, only: true });
    if (!next) return;
    made = asked;
    show(next.snippets);
  }

  function build(snippets) {
    told.length = 0;
    replace(list, snippets.map((one) => {
      const code = el("code", {});
      const note = el("p", { class: "regle" });
      const box = el("pre", { role: "group", tabindex: "0", "aria-label": t(`Texte pour ${one.label}`) }, code);
      const copy = copyButton(host, code, `pour ${one.label}`, refresh);
      told.push({ code, note, box, copy });
      return el("section", { class: "extrait-code" },
        heading(level, {}, one.label), note, box, copy.node);
    }));
  }

  // The pieces stay, and their text changes: nobody loses the button under the finger.
  function show(snippets) {
    changed("labels", snippets.map((one) => one.label), () => build(snippets));
    snippets.forEach((one, place) => {
      const { code, note, box, copy } = told[place];
      const text = here(one.text);
      if (code.textContent !== text) {
        code.textContent = text;
        copy.forget();
      }
      note.textContent = one.note;
      note.hidden = !one.note;
      box.hidden = copy.node.hidden = !one.text;
    });
  }

  function draw(snippets) {
    changed("own", snippets, () => {
      made = touched() ? "" : JSON.stringify(request());
      show(snippets);
      refresh();
    });
  }

  return { node, draw, follow };
}
