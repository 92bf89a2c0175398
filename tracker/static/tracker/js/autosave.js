// Saves a draft while it is written. What cannot reach the server is kept on this computer, said in red,
// and tried again. Saving never holds up handing in: the server merges by version and base.

const PAUSE = 3000; // milliseconds after the last change
const RETRY = 15000; // milliseconds after a failure
const SENT = "sent";
const IGNORED = new Set(["csrfmiddlewaretoken"]);

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
    if (this.changes > this.saved) keepSent(this.key, this.form);
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
    if (!isJson) return this.failed(isSignedOut(response) ? this.says.signedOut : this.says.offline);
    const answer = await response.json();
    if (response.status === 409) return this.conflict(answer);
    if (!response.ok) return this.failed(answer.message ?? this.says.offline);
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
    this.say(answer.message ?? this.says.conflict, { isProblem: true, compares: true });
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

  say(sentence, { isProblem = false, compares = false } = {}) {
    if (!this.place || sentence === undefined) return;
    this.place.textContent = sentence;
    this.place.classList.toggle("is-problem", isProblem);
    if (compares) this.place.append(" ", this.comparison());
  }

  // Sending the whole page is what shows both texts side by side, so comparing is a button and no link.
  comparison() {
    const button = document.createElement("button");
    Object.assign(button, { type: "submit", name: "action", value: "save", className: "text-button" });
    button.textContent = this.says.compare;
    return button;
  }
}

function isSignedOut(response) {
  return response.redirected || response.status === 401 || response.status === 403;
}

// A form's values, kept in this browser until the server has them.
function keep(key, form) {
  const values = [...new FormData(form)].filter(([name, value]) => !IGNORED.has(name) && typeof value === "string");
  store((storage) => storage.setItem(key, JSON.stringify(values)));
}

function forget(key) {
  store((storage) => storage.removeItem(key));
}

// Kept until the page that answers the form has arrived: then the server has the values, whatever it said to them.
function keepSent(key, form) {
  keep(key, form);
  store(() => window.sessionStorage.setItem(SENT, key));
}

function forgetSent() {
  const isAnswered = document.querySelector(".main-nav") && !document.querySelector("[data-error-page]");
  if (!isAnswered) return;
  store((storage) => {
    const key = window.sessionStorage.getItem(SENT);
    if (key) storage.removeItem(key);
    window.sessionStorage.removeItem(SENT);
  });
}

// Fills the form in again; true when that changed anything. The kept version and base come along, so that the
// server can tell what has changed meanwhile.
function recall(key, form) {
  const kept = store((storage) => JSON.parse(storage.getItem(key) ?? "null"));
  if (!kept) return false;
  const values = new Map();
  kept.forEach(([name, value]) => values.set(name, [...(values.get(name) ?? []), value]));
  const fields = [...form.elements].filter((field) => field.name && !IGNORED.has(field.name));
  const isHidden = (field) => field.type === "hidden";
  const changed = fields.filter((field) => !isHidden(field) && fill(field, values));
  if (!changed.length) forget(key);
  else fields.filter(isHidden).forEach((field) => fill(field, values));
  return changed.length > 0;
}

function fill(field, values) {
  if (["file", "submit", "button", "fieldset"].includes(field.type)) return false;
  const kept = values.get(field.name) ?? [];
  if (field.type === "radio" || field.type === "checkbox") {
    const isChecked = kept.includes(field.value);
    const isChanged = field.checked !== isChecked;
    field.checked = isChecked;
    return isChanged;
  }
  if (!kept.length || field.value === kept[0]) return false;
  field.value = kept[0];
  return true;
}

// Storage may be full, forbidden or broken; the page goes on without it.
function store(use) {
  try {
    return use(window.localStorage);
  } catch {
    return null;
  }
}

forgetSent();
document.querySelectorAll("form[data-autosave-url]").forEach((form) => new Autosave(form).start());
