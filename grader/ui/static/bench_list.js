// Lists that follow the server's views without being built again: what is open stays open, what
// has the focus keeps it, what did not change is not touched, and a page never holds too much.

import { el, focusOn } from "./dom.js";

// make(item) gives { node, update(item), held(), leave() }: held tells whether somebody is at
// work in a part that the new view no longer has; it is then told to leave, and goes once free.
export function keyedList(list, make) {
  const parts = new Map(); // key → { part, told }

  function forget(wanted) {
    for (const [key, one] of [...parts]) {
      if (wanted.has(key)) continue;
      if (one.part.held && one.part.held()) {
        one.told = "";
        if (one.part.leave) one.part.leave();
      } else {
        one.part.node.remove();
        parts.delete(key);
      }
    }
  }

  function place(items) {
    let next = list.firstElementChild;
    const wanted = new Set(items.map(({ key }) => parts.get(key).part.node));
    for (const { key } of items) {
      while (next && !wanted.has(next)) next = next.nextElementSibling;
      const { node } = parts.get(key).part;
      if (node === next) next = next.nextElementSibling;
      else list.insertBefore(node, next);
    }
  }

  return function draw(items) {
    const focused = list.contains(document.activeElement) ? document.activeElement : null;
    forget(new Set(items.map(({ key }) => key)));
    for (const item of items) {
      const told = JSON.stringify(item);
      if (!parts.has(item.key)) parts.set(item.key, { part: make(item), told: "" });
      const one = parts.get(item.key);
      if (one.told !== told) {
        one.told = told;
        one.part.update(item);
      }
    }
    place(items);
    // Moving a node takes the focus from it.
    if (focused && focused.isConnected && document.activeElement !== focused) {
      focused.focus({ preventScroll: true });
    }
  };
}

// The first of a long list, and a button for more.
// words(count): of the button; drawn(items): what is to be shown; nodes(): what is shown now.
export function firstOf(step, { words, drawn, nodes }) {
  let shown = step;
  let items = [];
  const button = el("button", {
    type: "button", class: "bouton discret", hidden: true, on: { click: more },
  });

  function more() {
    const before = nodes().length;
    shown += step;
    draw(items);
    focusOn(nodes()[before]);
  }

  function draw(next) {
    items = next;
    drawn(items.slice(0, shown));
    const left = items.length - shown;
    button.hidden = left <= 0;
    button.textContent = left > 0 ? words(left) : "";
  }

  // Makes room for one that is further down.
  function reach(place) {
    if (place < shown) return;
    shown = place + 1;
    draw(items);
  }

  return { button, draw, reach };
}
