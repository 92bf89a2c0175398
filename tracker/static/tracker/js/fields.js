// Help while filling in: character counters, phrases, copying last time's text, pasting a spreadsheet column.

document.querySelectorAll("[data-counter]").forEach(count);
document.querySelectorAll("[data-copy][hidden]").forEach((button) => { button.hidden = false; });
document.addEventListener("input", (event) => {
  if (event.target.matches("[data-counter]")) count(event.target);
});
document.addEventListener("click", (event) => {
  const phrase = event.target.closest("[data-phrase-for]");
  if (phrase) append(phrase.dataset.phraseFor, phrase.textContent.trim());
  const copy = event.target.closest("[data-copy]");
  if (copy) append(copy.dataset.copyTo, document.getElementById(copy.dataset.copy)?.textContent.trim());
});
document.addEventListener("paste", (event) => {
  const field = event.target;
  if (field.matches?.("input[data-paste-column]")) pasteColumn(event, field);
});
document.addEventListener("htmx:load", (event) => {
  event.detail.elt.querySelectorAll?.("[data-counter]").forEach(count);
});

// White space is not counted, as on the server and in 字数.
function count(field) {
  const place = document.getElementById(field.dataset.counter);
  if (place) place.textContent = Array.from(field.value.replace(/\s/g, "")).length;
}

function append(id, text) {
  const field = document.getElementById(id);
  if (!field || !text) return;
  field.value += (field.value && !field.value.endsWith("\n") ? "\n" : "") + text;
  changed(field);
  field.focus();
}

function pasteColumn(event, first) {
  const text = event.clipboardData?.getData("text/plain") ?? "";
  const lines = text.replace(/\r\n?/g, "\n").replace(/\n$/, "").split("\n");
  if (lines.length < 2) return;
  event.preventDefault();
  const group = first.dataset.pasteColumn;
  const fields = [...first.form.querySelectorAll(`input[data-paste-column="${group}"]`)];
  const rest = fields.slice(fields.indexOf(first));
  rest.slice(0, lines.length).forEach((field, row) => {
    field.value = lines[row].split("\t")[0].trim().replace(/[%％]$/, "");
    changed(field);
  });
  rest[Math.min(lines.length, rest.length) - 1].focus();
}

function changed(field) {
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.dispatchEvent(new Event("change", { bubbles: true }));
}
