// A form's values kept in this browser until the server has them.

const IGNORED = new Set(["csrfmiddlewaretoken"]);

export function keep(key, form) {
  const values = [...new FormData(form)].filter(([name, value]) => !IGNORED.has(name) && typeof value === "string");
  store((storage) => storage.setItem(key, JSON.stringify(values)));
}

export function forget(key) {
  store((storage) => storage.removeItem(key));
}

// Fills the form in again; true when that changed anything. The kept version and base come along, so that the
// server can tell what has changed meanwhile.
export function recall(key, form) {
  const kept = store((storage) => JSON.parse(storage.getItem(key) ?? "null"));
  if (!kept) return false;
  const values = new Map();
  kept.forEach(([name, value]) => values.set(name, [...(values.get(name) ?? []), value]));
  const changes = [...form.elements].filter((field) => fill(field, values));
  if (changes.some((field) => field.type !== "hidden")) return true;
  forget(key);
  return false;
}

function fill(field, values) {
  if (!field.name || IGNORED.has(field.name) || ["file", "submit", "button", "fieldset"].includes(field.type)) return false;
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
