// Names what Django's panel leaves nameless to screen readers: search boxes, controls in tables, empty column heads.
const textOf = (element) => element?.textContent.trim().replace(/[:：]$/, "") ?? "";

function columnHead(cell) {
  return textOf(cell?.closest("table").tHead.rows[0].cells[cell.cellIndex]);
}

function nameSearch(select) {
  const box = select.parentElement.querySelector(".select2-selection");
  const name = textOf(document.querySelector(`label[for="${select.id}"]`)) || columnHead(select.closest("td"));
  if (!box || box.hasAttribute("aria-label")) return;
  box.setAttribute("aria-label", name);
  const shown = box.querySelector("[role=textbox]");
  shown.removeAttribute("role");
  shown.removeAttribute("aria-readonly");
}

function nameAll() {
  document.querySelectorAll("select.admin-autocomplete").forEach(nameSearch);
  for (const control of document.querySelectorAll(".tabular td input, .tabular td select, .tabular td textarea")) {
    if (control.labels?.length === 0) control.setAttribute("aria-label", columnHead(control.closest("td")));
  }
}

for (const head of document.querySelectorAll("thead th:empty")) head.replaceWith(document.createElement("td"));
nameAll();
// The search boxes are built after this, and again for every line that is added.
new MutationObserver(nameAll).observe(document.body, { childList: true, subtree: true });
