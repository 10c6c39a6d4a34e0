// The page's line to its kernel: one websocket, Jupyter's JSON messages, and of these only
// comm messages to the widgets that the page's own cells made. The server accepts no other.

const PATIENCE = 100_000; // longer than the kernel's own wait for the server (90 s)
const PAUSES = [300, 1_000, 2_000, 4_000, 8_000, 15_000];
const GONE = new Set(["dead", "restarting", "autorestarting", "terminating"]);

// crypto.randomUUID is absent where a town hall's network serves plain HTTP: this is not.
function unique() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

const failure = (code, message, hint) => ({ code, message, hint });

export class Channel extends EventTarget {
  // Events: "up", "down" (trying again), "asleep" (the kernel is gone, for good) and "restarting"
  // (the server said that it goes down; its next word will be another server's).
  constructor({ base, kernel, probe }) {
    super();
    this.session = unique();
    this.base = base;
    this.probe = probe;
    this.pending = new Map(); // request → { resolve, reject, timer, message, model, only, cut, line }
    this.listeners = new Map(); // model → what to do with a new state
    this.views = new Map(); // model → the newest state that was heard
    this.queue = [];
    this.resume(kernel);
  }

  // Begins the line to a kernel: the page's first, or the one that takes the place of a sleeper.
  resume(kernel) {
    const url = new URL(`${this.base}api/kernels/${kernel}/channels`, location.href);
    url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
    url.searchParams.set("session_id", this.session);
    this.url = url.href;
    this.failures = 0;
    this.restarting = false;
    this.state = "down";
    this.queue = [];
    this.open();
  }

  // The widget of a piece is another one, in another kernel; gives what was last heard of the old.
  move(old, model, view) {
    const before = this.views.get(old);
    this.listen(model, this.listeners.get(old), view);
    if (old !== model) {
      this.listeners.delete(old);
      this.views.delete(old);
    }
    return before;
  }

  // Says something to the server itself: that somebody is here, or no longer waits.
  tell(what) {
    if (this.socket.readyState === WebSocket.OPEN) {
      this.socket.send(JSON.stringify({ ouvroir: what }));
    }
  }

  open() {
    const socket = new WebSocket(this.url);
    this.socket = socket;
    socket.addEventListener("open", () => {
      this.failures = 0;
      this.become("up");
      this.catchUp();
      this.queue.splice(0).forEach((message) => socket.send(message));
    });
    socket.addEventListener("message", (event) => this.receive(event.data));
    // The line of a kernel that is gone closes late: another one may be open by then.
    socket.addEventListener("close", () => socket === this.socket && this.closed());
  }

  become(state) {
    if (this.state === state || this.state === "asleep") return;
    this.state = state;
    this.dispatchEvent(new Event(state));
  }

  // Replies sent while the line was cut are lost, but the widget holds the newest view: it is
  // asked for, behind whatever the kernel is still doing, and stands for the reply. Nothing stands
  // for what only its asker was to get.
  catchUp() {
    for (const [request, waiting] of [...this.pending]) {
      if (waiting.cut && waiting.only) this.settle(request, waiting.reject, this.unanswered());
    }
    const cut = [...this.pending.values()].filter((waiting) => waiting.cut);
    for (const model of new Set(cut.map((waiting) => waiting.model))) {
      this.send(this.message(unique(), model, { method: "request_state" }));
    }
  }

  async closed() {
    if (this.state === "asleep") return undefined;
    if (this.state === "up") this.pending.forEach((waiting) => Object.assign(waiting, { cut: true }));
    this.become("down");
    // A refused socket says nothing of its reason. If the server answers to something else
    // while the kernel's line stays shut, the kernel is gone; else the network is.
    if (this.failures >= 2 && (await this.serverAnswers())) return this.sleep();
    const pause = PAUSES[Math.min(this.failures, PAUSES.length - 1)];
    this.failures += 1;
    return setTimeout(() => this.open(), pause);
  }

  async serverAnswers() {
    try {
      // Another version answers that it knows no such file: it answers.
      return (await fetch(this.probe, { method: "HEAD", cache: "no-store" })).status < 500;
    } catch {
      return false;
    }
  }

  sleep() {
    this.become("asleep");
    for (const [request, waiting] of [...this.pending]) {
      this.settle(request, waiting.reject, this.asleep());
    }
    this.socket.close();
  }

  asleep() {
    if (this.restarting) return this.told();
    return failure(
      "page-asleep",
      "Cette page s'est mise en veille.",
      "Vos réponses validées sont conservées. Choisissez « Reprendre » pour continuer.",
    );
  }

  told() {
    return failure(
      "server-restarting",
      "Le serveur redémarre : cette réponse n'a pas été confirmée.",
      "Vos réponses validées sont conservées. Recommencez quand la page aura repris.",
    );
  }

  listen(model, onState, view) {
    this.listeners.set(model, onState);
    this.views.set(model, view);
  }

  unanswered() {
    return failure(
      "no-answer",
      "Cette activité n'a pas répondu.",
      "Rechargez la page. Vos réponses validées sont conservées.",
    );
  }

  // Sends an action to a widget; gives the new view, or fails with {code, message, hint}.
  // only: the reply is for who asks, and is no view of the widget.
  // line(before): what is told while it waits for a worker: how many come before, null once it
  // runs, undefined when it does neither.
  ask(model, action, args, { only = false, line = () => {} } = {}) {
    if (this.restarting) return Promise.reject(this.told());
    if (this.state === "asleep") return Promise.reject(this.asleep());
    const request = unique();
    const message = unique();
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => this.settle(request, reject, failure(
        "no-answer",
        "La réponse du serveur tarde.",
        "Votre réponse est peut-être déjà enregistrée : rechargez la page pour le savoir.",
      )), PATIENCE);
      this.pending.set(request, { resolve, reject, timer, message, model, only, line, cut: false });
      this.send(this.message(message, model, {
        method: "custom", content: { action, request, ...args },
      }));
    });
  }

  message(id, model, data) {
    return {
      header: {
        msg_id: id,
        msg_type: "comm_msg",
        username: "",
        session: this.session,
        date: new Date().toISOString(),
        version: "5.3",
      },
      parent_header: {},
      metadata: {},
      content: { comm_id: model, data },
      channel: "shell",
      buffers: [],
    };
  }

  send(message) {
    const text = JSON.stringify(message);
    if (this.socket.readyState === WebSocket.OPEN) this.socket.send(text);
    else this.queue.push(text);
  }

  settle(request, how, value) {
    const waiting = this.pending.get(request);
    if (!waiting) return;
    clearTimeout(waiting.timer);
    this.pending.delete(request);
    how(value);
  }

  receive(data) {
    if (typeof data !== "string") return; // we use no binary message
    const { header, parent_header: parent, content, ouvroir, before } = JSON.parse(data);
    if (ouvroir) {
      this.toldByServer(ouvroir, before);
      return;
    }
    const type = header && header.msg_type;
    if (type === "comm_msg") this.heard(content.comm_id, content.data || {});
    else if (type === "status") this.status(content.execution_state, parent);
  }

  toldByServer(what, before) {
    if (what === "restarting") {
      this.restarting = true;
      this.dispatchEvent(new Event("restarting"));
    }
    // A server that stops closes its kernels: the page waits for the next one.
    if (what === "asleep" && !this.restarting) this.sleep();
    // A kernel does one thing at a time: what waits is what was asked first.
    const [first] = this.pending.values();
    if (what === "line" && first) first.line(before);
  }

  heard(model, data) {
    if (data.method === "custom") {
      const { request, view, error } = data.content || {};
      const waiting = this.pending.get(request);
      if (waiting && error) this.settle(request, waiting.reject, error);
      else if (waiting) this.settle(request, waiting.resolve, view);
    } else if (data.method === "update" && data.state && data.state.view) {
      this.renewed(model, data.state.view);
    }
  }

  renewed(model, view) {
    this.views.set(model, view);
    const asking = [...this.pending]
      .filter(([, waiting]) => waiting.model === model && !waiting.only);
    const listener = this.listeners.get(model);
    // While a request of ours is open, its own reply brings the same view.
    if (!asking.length && listener) listener(view);
    asking.filter(([, waiting]) => waiting.cut)
      .forEach(([request, waiting]) => this.settle(request, waiting.resolve, view));
  }

  status(state, parent) {
    if (GONE.has(state)) return this.restarting ? undefined : this.sleep();
    if (state !== "idle") return undefined;
    // The kernel is done with our message. A reply comes before this, so none will come.
    for (const [request, waiting] of [...this.pending]) {
      if (parent && parent.msg_id === waiting.message) {
        this.settle(request, waiting.reject, this.unanswered());
      }
    }
    return undefined;
  }
}
