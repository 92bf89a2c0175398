// Saves a draft while it is written. What cannot reach the server is kept on this computer, said in red,
// and tried again. Saving never holds up handing in: the server merges by version and base.
import { forget, keep, recall } from "./local_copy.js";

const PAUSE = 3000; // milliseconds after the last change
const RETRY = 15000; // milliseconds after a failure

export function startAutosave() {
  document.querySelectorAll("form[data-autosave-url]").forEach((form) => new Autosave(form).start());
}

class Autosave {
  constructor(form) {
    this.form = form;
    this.place = form.querySelector("[data-autosave-status]");
    this.says = this.place?.dataset ?? {};
    this.key = `draft:${this.says.owner ?? ""}:${form.dataset.autosaveUrl}`;
    this.changes = 0; // counts changes, so that what is typed during a save is saved again
    this.saved = 0;
    this.isStopped = false;
  }

  start() {
    this.form.addEventListener("input", () => this.touched());
    this.form.addEventListener("change", () => this.touched());
    this.form.addEventListener("focusout", () => this.save());
    this.form.addEventListener("autosave:now", () => { this.changes += 1; this.save(); });
    this.form.addEventListener("submit", (event) => { if (!event.defaultPrevented) this.leave(); });
    document.addEventListener("visibilitychange", () => { if (document.hidden) this.save({ isLast: true }); });
    window.addEventListener("online", () => this.save());
    window.addEventListener("pageshow", () => { this.isLeaving = false; });
    this.restore();
  }

  touched() {
    this.changes += 1;
    this.later(PAUSE);
  }

  later(pause) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), pause);
  }

  leave() {
    this.isLeaving = true;
    clearTimeout(this.timer);
    if (this.changes > this.saved) keep(this.key, this.form);
  }

  async save({ isLast = false } = {}) {
    if (this.changes === this.saved || this.isSaving || this.isStopped || this.isLeaving) return;
    clearTimeout(this.timer);
    const upTo = this.changes;
    this.isSaving = true;
    this.say(this.says.saving);
    try {
      await this.understand(await this.send(isLast), upTo);
    } catch {
      this.failed(this.says.offline);
    } finally {
      this.isSaving = false;
    }
    if (this.changes > this.saved && !this.isFailing) this.later(PAUSE);
  }

  send(isLast) {
    const data = new FormData(this.form);
    [...data.entries()].forEach(([name, value]) => { if (value instanceof File) data.delete(name); });
    return fetch(this.form.dataset.autosaveUrl, {
      method: "POST",
      body: data,
      credentials: "same-origin",
      keepalive: isLast,
      headers: { Accept: "application/json", "X-CSRFToken": data.get("csrfmiddlewaretoken") ?? "" },
    });
  }

  async understand(response, upTo) {
    const isJson = (response.headers.get("Content-Type") ?? "").includes("application/json");
    if (response.status === 409) return this.conflict(isJson ? await response.json() : {});
    if (response.redirected || response.status === 401 || response.status === 403) return this.failed(this.says.signedOut);
    if (!response.ok || !isJson) return this.failed(this.says.offline);
    const answer = await response.json();
    this.saved = upTo;
    this.isFailing = false;
    this.set("version", answer.version);
    this.set("base", JSON.stringify(answer.base));
    if (this.changes === upTo) forget(this.key);
    this.say(answer.message);
  }

  failed(sentence) {
    this.isFailing = true;
    keep(this.key, this.form);
    this.say(sentence, { isProblem: true });
    this.later(RETRY);
  }

  // Somebody else changed the same field. Nothing more is sent until the writer has compared.
  conflict(answer) {
    this.isStopped = true;
    keep(this.key, this.form);
    this.say(answer.message ?? this.says.conflict, { isProblem: true, url: answer.url });
  }

  restore() {
    if (!recall(this.key, this.form)) return;
    this.form.dispatchEvent(new Event("change", { bubbles: true }));
    this.say(this.says.restored);
  }

  set(name, value) {
    const field = this.form.elements[name];
    if (field && value !== undefined) field.value = value;
  }

  say(sentence, { isProblem = false, url = "" } = {}) {
    if (!this.place || sentence === undefined) return;
    this.place.textContent = sentence;
    this.place.classList.toggle("is-problem", isProblem);
    if (!url) return;
    const link = document.createElement("a");
    link.href = url;
    link.textContent = this.says.compare;
    this.place.append(" ", link);
  }
}
