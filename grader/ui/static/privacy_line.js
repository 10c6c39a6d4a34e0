// The line of the workbench of anonymisation to the server. One thing is asked at a time. A
// gesture that goes on (a range that is dragged) takes the place of its own step that still
// waits: the latest wins, and what was already sent is let through.

import { t } from "./fr.js";

// The choices are no longer as the page shows them: the page asks for their present state.
const STALE = new Set(["changed-elsewhere", "unknown-choice", "file-erased", "no-file"]);
const RECONSIDER = "La page montre maintenant l'état présent de vos choix : regardez, puis recommencez.";

// prefix: of the names of actions; onView(view, { fresh }): a new state of the workbench; fresh:
// of another file, or of another sheet.
export function openLine(host, prefix, onView) {
  let view = null;
  let flying = false;
  const waiting = [];

  function arrived(next, options = {}) {
    view = next;
    onView(next, options);
  }

  // In an exercise, a reply is the whole exercise: the workbench is a part of it.
  const part = (reply) => (reply && reply.bench !== undefined ? reply.bench : reply);

  function push(gesture, work) {
    return new Promise((resolve) => {
      const last = waiting.at(-1);
      if (gesture && last && last.gesture === gesture) waiting.pop().resolve(null);
      waiting.push({ gesture, work, resolve });
      run();
    });
  }

  async function run() {
    if (flying) return;
    flying = true;
    while (waiting.length) {
      const one = waiting.shift();
      // In turn, whatever became of those before.
      one.resolve(await one.work().catch(() => null));
    }
    flying = false;
  }

  async function send(action, args, options) {
    await host.free();
    let stale = null;
    const reply = await host.ask(prefix + action, args, {
      waiting: "",
      ...options,
      refused: (error) => {
        stale = STALE.has(error.code) ? error : null;
        return Boolean(stale);
      },
    });
    if (stale) await look(stale, options);
    return reply;
  }

  async function look(error, { near, quiet }) {
    const now = part(await host.ask(`${prefix}view`, {}, { quiet: true }));
    if (now) arrived(now);
    if (!quiet) host.alert({ message: t(error.message), hint: t(RECONSIDER) }, near);
  }

  // Something to look at: rows or people; null when there is none, which is shown unless quiet.
  const ask = (action, args, options = {}) =>
    push("", () => send(action, args, { only: true, ...options }));

  // Which file, which sheet: gives the new view, drawn by then, or null.
  const choose = (action, args, options = {}) => push("", async () => {
    const next = part(await send(action, args, options));
    if (next) arrived(next, { fresh: true });
    return next;
  });

  // A decision, taken on the present state. gesture: names what it may take the place of.
  const act = (action, args, { gesture = "", ...options } = {}) => push(gesture, async () => {
    const next = part(await send(action, { ...args, revision: view.revision }, options));
    if (next) arrived(next);
    else onView(view, {}); // the controls go back to what holds
    return next;
  });

  return {
    ask,
    act,
    choose,
    arrived,
    // Whether a step of this gesture still waits: its control is ahead of what the server knows.
    ahead: (gesture) => waiting.some((one) => one.gesture === gesture),
    get idle() { return !flying && !waiting.length; },
    get view() { return view; },
  };
}
