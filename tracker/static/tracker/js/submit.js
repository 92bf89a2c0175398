// A form sends once: a second click while the first is under way is ignored. The button is never disabled,
// because a disabled button says nothing and stays disabled when the answer does not come.

const PATIENCE = 10000; // milliseconds after which a person may try again
const sent = new WeakMap();

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || !form.matches("[data-once]")) return;
  const before = sent.get(form);
  if (before && Date.now() - before < PATIENCE) event.preventDefault();
  else sent.set(form, Date.now());
});
// Coming back with the browser's back button, the form may be sent again.
window.addEventListener("pageshow", () => {
  document.querySelectorAll("form[data-once]").forEach((form) => sent.delete(form));
});
