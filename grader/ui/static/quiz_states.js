// Where a question of a quiz stands, in a word; a word goes with each sign.

export const STATE_WORDS = {
  open: "sans réponse", skipped: "passée", retry: "encore un essai", waiting: "en attente de lecture",
  good: "réussie", partial: "en partie", wrong: "manquée", seen: "solution vue", sent: "répondue",
};

export function stateOf(question) {
  if (question.state !== "done") return question.state;
  return question.given.length ? question.result_kind || "wrong" : "seen";
}

// Nothing is left to do there: finished, or given to a person who will read it.
export const isOver = (question) => question.state === "done" || question.state === "waiting";
