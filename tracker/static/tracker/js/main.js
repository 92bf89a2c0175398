// Small conveniences on top of pages that work without them. Each module listens on the document,
// so that what htmx swaps in later is covered too.
import { startAutosave } from "./autosave.js";
import { startFields } from "./fields.js";
import { startKeys } from "./keys.js";
import { startReveal } from "./reveal.js";
import { startSubmit } from "./submit.js";

startFields();
startKeys();
startReveal();
startSubmit();
startAutosave();

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) window.print();
});
document.querySelector("[data-error-summary]")?.focus();
