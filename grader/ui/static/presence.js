// Tells the server that somebody is at the page, so that a long lesson read in an open tab is not
// taken for one that was left. A tab that is hidden, or before which nobody has moved for long,
// says nothing: it is put to sleep after a while, and loses nothing by it.

const EACH = 20_000;
const LONG = 2 * 60 * 60 * 1_000; // nobody reads that long without a gesture
const GESTURES = ["pointerdown", "pointermove", "keydown", "scroll", "wheel", "touchstart"];

export function tellPresence(channel) {
  let gesture = Date.now();
  const moved = () => {
    gesture = Date.now();
  };
  const tell = () => {
    if (document.visibilityState === "visible" && Date.now() - gesture < LONG) channel.tell("here");
  };
  for (const name of GESTURES) addEventListener(name, moved, { passive: true, capture: true });
  document.addEventListener("visibilitychange", () => {
    moved();
    tell();
  });
  setInterval(tell, EACH);
}
