// Part 1 of the report form: compares what is typed with the expected progress, row by row and on average.

document.querySelectorAll("[data-figures]").forEach((table) => {
  table.addEventListener("change", () => compare(table));
});

function compare(table) {
  const expected = table.dataset.expected === "" ? null : Number(table.dataset.expected);
  const rows = [...table.tBodies[0].rows];
  const percents = rows.map((row) => percent(row.querySelector(".district-figures__percent input").value));
  rows.forEach((row, place) => { row.querySelector("[data-gap]").textContent = gap(percents[place], expected, table); });
  const typed = percents.filter((value) => value !== null);
  const average = mean(typed);
  const section = table.closest("fieldset");
  section.querySelector("[data-mean]").textContent = average === null ? "—" : `${average}%`;
  section.querySelector("[data-unfilled]").hidden = !typed.length || typed.length === rows.length;
  const place = section.querySelector("[data-mean-gap]");
  if (place) place.textContent = gap(average, expected, table);
}

// As on the server: full-width digits and a trailing % are understood, anything else is no percentage.
function percent(text) {
  const digits = text.normalize("NFKC").trim().replace(/\s*%$/, "");
  return /^\d+$/.test(digits) && Number(digits) <= 100 ? Number(digits) : null;
}

// Half a point is rounded up; 100 only when every district is at 100.
function mean(percents) {
  if (!percents.length) return null;
  const average = percents.reduce((sum, value) => sum + value, 0) / percents.length;
  return average >= 100 ? 100 : Math.min(99, Math.floor(average + 0.5));
}

function gap(value, expected, table) {
  if (value === null || expected === null) return "—";
  const points = value - expected;
  if (points === 0) return table.dataset.even;
  return (points > 0 ? table.dataset.ahead : table.dataset.behind).replace("{points}", Math.abs(points));
}
