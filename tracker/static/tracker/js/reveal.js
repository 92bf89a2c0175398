// Fields that matter only after a certain answer: data-shown-when="name=value" or "name=one|two".

update(document);
document.addEventListener("change", (event) => {
  const form = event.target.form ?? event.target.closest("form");
  if (form) update(form);
});
document.addEventListener("htmx:load", (event) => update(event.detail.elt));

function update(root) {
  root.querySelectorAll("[data-shown-when]").forEach((element) => {
    const [name, values] = element.dataset.shownWhen.split("=");
    const form = element.closest("form");
    const chosen = new FormData(form).getAll(name);
    element.hidden = !values.split("|").some((value) => chosen.includes(value));
  });
  root.querySelectorAll("[data-submit-text]:checked").forEach((radio) => {
    const button = radio.form.querySelector("[data-decision-button]");
    if (button) button.textContent = radio.dataset.submitText;
  });
}
