// What every piece stands on: its place in the page, the line to its widget, what it says
// aloud, and how it shows that it waits or that something went wrong.

import { el, replace } from "./dom.js";
import { t } from "./fr.js";
import { queueNote } from "./queue.js";

const SLOW = 400; // under that, a « please wait » would only flicker

export class Host {
  constructor(root, { model, kind, ref }, page) {
    this.root = root;
    this.model = model;
    this.kind = kind;
    this.ref = ref;
    this.page = page; // { base, xsrf, channel }
    this.uid = root.id;
    this.level = Number(root.dataset.level) || 3;
    this.body = el("div", { class: "piece-corps" });
    this.live = el("p", { class: "lu-seulement", role: "status" });
    this.saying = 0;
    this.busy = false;
    replace(root, this.body, this.live);
    root.removeAttribute("aria-busy");
    root.classList.add("piece-ouverte");
  }

  // Read aloud, politely. A sentence said twice in a row must change to be heard again.
  say(text) {
    this.hush();
    this.saying = setTimeout(() => {
      this.live.textContent = text;
    }, 60);
  }

  // What was said of a moment that is over must not be met again by who reads on.
  hush() {
    clearTimeout(this.saying);
    this.live.textContent = "";
  }

  // Asks and gives the new view, or null after having shown why not.
  // near: the control that was used; the message appears beside it and focus stays on it.
  // waiting: what is said when the reply is slow; "" where the piece shows its own progress.
  // refused(error): tells whether the piece deals with this refusal itself.
  // only: nothing changes by it, so that no other piece has to look again.
  async ask(action, args = {}, options = {}) {
    if (this.busy) return null;
    this.busy = true;
    this.running = this.request(action, args, options);
    return this.running;
  }

  // Done once nothing is being asked: what is asked then is not dropped.
  async free() {
    while (this.busy) await this.running;
  }

  async request(action, args, { near = null, waiting = t("Enregistrement…"), quiet = false,
    refused = () => false, only = false }) {
    if (!quiet) this.clearAlert();
    this.root.setAttribute("aria-busy", "true");
    const timer = quiet || !waiting ? 0 : setTimeout(() => this.wait(near, waiting), SLOW);
    const note = queueNote({
      place: (node) => this.place(node, near),
      say: (text) => this.say(text),
      stop: () => this.page.channel.tell("stop"),
    });
    const line = quiet ? undefined : note.tell;
    try {
      const view = await this.page.channel.ask(this.model, action, args, { only, line });
      if (!only) document.dispatchEvent(new CustomEvent("ouvroir:changed", { detail: this.uid }));
      return view;
    } catch (error) {
      if (!refused(error) && !quiet) this.alert(error, near);
      return null;
    } finally {
      clearTimeout(timer);
      if (!quiet) this.hush();
      if (note.end() && near && near.isConnected) near.focus();
      this.busy = false;
      this.root.removeAttribute("aria-busy");
      this.root.querySelectorAll(".attente").forEach((node) => node.remove());
    }
  }

  wait(near, text) {
    this.say(text);
    this.place(el("p", { class: "attente", "aria-hidden": "true" }, text), near);
  }

  // What happened · what to do, beside the control that was used.
  alert(error, near) {
    this.clearAlert();
    const known = error && typeof error.message === "string" ? error : {};
    const message = known.message || "Cette activité a rencontré un problème.";
    const hint = known.hint === undefined
      ? "Rechargez la page. Vos réponses validées sont conservées."
      : known.hint;
    this.place(
      el("div", { class: "alerte", role: "alert" },
        el("p", { class: "alerte-titre" }, t(message)),
        hint && el("p", {}, t(hint))),
      near,
    );
  }

  clearAlert() {
    this.root.querySelectorAll(".alerte").forEach((node) => node.remove());
  }

  place(node, near) {
    const group = near && near.isConnected ? near.closest(".actions") || near : null;
    if (group) group.after(node);
    else this.body.append(node);
  }
}
