// Draws a part again only when what it tells has changed: a range that is dragged redraws the
// board ten times a second, and what did not move must keep its focus, its caret and its scroll.

export function once() {
  const drawn = new Map(); // what a part was drawn from

  return (name, told, draw) => {
    const now = JSON.stringify(told === undefined ? null : told);
    if (drawn.get(name) === now) return false;
    drawn.set(name, now);
    draw();
    return true;
  };
}
