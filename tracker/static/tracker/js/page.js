// Any page: printing, and the focus on what must be put right.

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) window.print();
});

document.querySelector("[data-error-summary]")?.focus();
