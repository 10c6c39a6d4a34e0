// What was typed and not sent, kept with the page's entry in the tab's own history: it comes back
// when the page is loaded again, as the browser does for a form, and goes away with the tab.

const KEY = "ouvroir:brouillons";

const all = () => (history.state && history.state[KEY]) || {};

export const kept = (name) => all()[name] || null;

// draft: plain values; null forgets it.
export function keep(name, draft) {
  const next = { ...all(), [name]: draft };
  if (draft === null) delete next[name];
  try {
    history.replaceState({ ...history.state, [KEY]: next }, "");
  } catch {
    // Too much, or too often, for this browser: it stays in the page, as long as the page does.
  }
}
