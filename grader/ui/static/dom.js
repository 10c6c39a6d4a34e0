// The one place where elements are made. Text always goes in as text nodes, so a learner's
// cell that holds "<script>" is shown and never read as markup.

// Attributes that would bring inline code or style back through the side door.
const FORBIDDEN = /^(on|style$|srcdoc$)/i;

function append(node, child) {
  if (child === null || child === undefined || child === false) return;
  if (Array.isArray(child)) child.forEach((one) => append(node, one));
  else node.append(child);
}

// el("p", { class: "note", on: { click: f } }, "text", otherNode)
export function el(tag, attributes = {}, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

// The same for the parts of a drawing.
export function svg(tag, attributes = {}, ...children) {
  return fill(document.createElementNS("http://www.w3.org/2000/svg", tag), attributes, children);
}

function fill(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "on") {
      for (const [event, handler] of Object.entries(value)) node.addEventListener(event, handler);
    } else if (FORBIDDEN.test(name)) {
      throw new Error(`attribute refused: ${name}`);
    } else if (value === true) {
      node.setAttribute(name, "");
    } else if (value !== false && value !== null && value !== undefined) {
      node.setAttribute(name, String(value));
    }
  }
  append(node, children);
  return node;
}

// Fields whose name ends in _html were rendered by the server from our own course files.
// Nothing else may be given to this function; no other line of ours writes markup from text.
export function trusted(html) {
  const holder = document.createElement("template");
  holder.innerHTML = html || "";
  return holder.content;
}

// The same without the paragraph around a single one: for labels, legends and list items.
export function trustedInline(html) {
  const content = trusted(html);
  const only = content.children.length === 1 ? content.firstElementChild : null;
  if (only && only.tagName === "P" && content.textContent.trim() === only.textContent.trim()) {
    content.replaceChildren(...only.childNodes);
  }
  return content;
}

export function replace(node, ...children) {
  node.replaceChildren();
  append(node, children);
  return node;
}

// Moves the focus to something that is not a control, so that reading goes on from there.
export function focusOn(node) {
  if (!node) return;
  if (!node.matches("a[href], button, input, select, textarea, summary")) {
    node.setAttribute("tabindex", "-1");
  }
  node.focus();
}

// Headings are asked for by level because the same piece lies under an h1 or an h2.
export function heading(level, attributes, ...children) {
  return el(`h${Math.min(level, 6)}`, attributes, ...children);
}

export function hidden(text) {
  return el("span", { class: "lu-seulement" }, text);
}

// Two workbenches in one lesson would have landmarks of the same names: in an exercise, the name
// of a section begins with that of the exercise.
export function namedAfter(node, id) {
  for (const one of node.querySelectorAll("section[aria-labelledby], [role=region][id]")) {
    // One that names itself by its label is named by both: the exercise, then itself.
    one.setAttribute("aria-labelledby", `${id} ${one.getAttribute("aria-labelledby") || one.id}`);
  }
}
