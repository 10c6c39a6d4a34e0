// The workbench's line to the server. What is asked goes one after the other, so that nothing
// that was typed meanwhile is dropped; each decision says which state of the file it was taken on.

import { t } from "./fr.js";

// The file is no longer as the page shows it: the page asks for its present state.
const STALE = new Set([
  "changed-elsewhere", "unknown-repair", "unknown-cell", "unknown-group", "file-erased", "no-file",
]);
const RECONSIDER = "La page montre maintenant l'état présent du fichier. Ce que vous aviez saisi "
  + "est encore là : regardez, puis recommencez.";

// prefix: of the names of actions; onView(view, { fresh }): a new state of the
// workbench; fresh: of another file, or of one that is read in another way.
export function openLine(host, prefix, onView) {
  let view = null;
  let last = Promise.resolve();

  // In turn, whatever became of those before.
  function inTurn(task) {
    const mine = last.then(task);
    last = mine.catch(() => null);
    return mine;
  }

  function arrived(next, options) {
    view = next;
    onView(next, options);
  }

  // In an exercise, a reply is the whole exercise: the workbench is a part of it.
  const benchIn = (reply) => (reply && reply.bench !== undefined ? reply.bench : reply);

  async function send(action, args, options) {
    await host.free();
    let stale = null;
    const reply = await host.ask(prefix + action, args, {
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
    const now = benchIn(await host.ask(`${prefix}view`, {}, { quiet: true }));
    if (now) arrived(now);
    if (!quiet) host.alert({ message: t(error.message), hint: t(RECONSIDER) }, near);
  }

  // Something to look at: rows or places; null after having shown why not.
  const ask = (action, args, options = {}) =>
    inTurn(() => send(action, args, { waiting: "", only: true, ...options }));

  // A choice that no state of the file can contradict: which file, which sheet, which schema.
  // Gives the new view, which is drawn by then, or null after having shown why not.
  const choose = (action, args, options = {}) => inTurn(async () => {
    const next = benchIn(await send(action, args, options));
    if (next) arrived(next, { fresh: true });
    return next;
  });

  // A decision, taken on the present state.
  const act = (action, args, options = {}) => inTurn(async () => {
    const next = benchIn(await send(action, { ...args, revision: view.revision }, options));
    if (next) arrived(next);
    return next;
  });

  return { ask, act, choose, arrived, get view() { return view; } };
}
