// A page that was put to sleep goes on where it was: another kernel, the same document. What was
// typed and not yet sent stays; a piece is drawn again only where the server now shows it otherwise.

const DATA = /<script type="application\/json"([^>]*)>(.*?)<\/script>/gs;

// Reads the data that a page's HTML carries: { about, pieces: name → data }; null for what is no
// page of ours, or is one of another version than the scripts that run here. scripts: where they lie.
export function readPage(text, scripts) {
  let about = null;
  const pieces = new Map();
  if (!text.includes(new URL(scripts).pathname)) return null;
  try {
    for (const [, attributes, json] of text.matchAll(DATA)) {
      const name = attributes.match(/data-for="([^"]*)"/);
      if (name) pieces.set(name[1], JSON.parse(json));
      else if (attributes.includes('id="ouvroir-page"')) about = JSON.parse(json);
    }
  } catch {
    return null;
  }
  return about && { about, pieces };
}

const alike = (one, other) => JSON.stringify(one) === JSON.stringify(other);

// pieces: name → { host, draw }. Gives whether the page goes on; if not, it is to be loaded again.
export async function resume(page, pieces) {
  let read = null;
  try {
    const reply = await fetch(location.href, { headers: { Accept: "text/html" }, cache: "no-store" });
    // It goes down, or a proxy answers in its place: there is nothing to load yet.
    if (reply.status === 502 || reply.status === 504) return null;
    if (reply.status === 503 && reply.headers.has("Retry-After")) return null;
    read = reply.ok && readPage(await reply.text(), new URL(".", import.meta.url).href);
  } catch {
    return null; // no server: there is nothing to load either
  }
  const same = read && read.pieces.size === pieces.size && [...pieces].every(([name, { host }]) => {
    const data = read.pieces.get(name);
    return data && data.view && data.kind === host.kind && data.ref === host.ref;
  });
  if (!same) return false;
  Object.assign(page, { kernel: read.about.kernel, xsrf: read.about.xsrf });
  for (const [name, { host, draw }] of pieces) {
    const { model, view } = read.pieces.get(name);
    const before = page.channel.move(host.model, model, view);
    host.model = model;
    if (!alike(before, view)) draw(view);
  }
  page.channel.resume(read.about.kernel);
  return true;
}
