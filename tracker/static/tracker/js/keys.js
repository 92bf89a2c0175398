// Keys for people who do the same thing many times a day; silent while something is being typed.

document.addEventListener("keydown", (event) => {
  if (!event.key || event.isComposing || event.altKey) return; // filling in by the browser comes without a key
  if (event.ctrlKey || event.metaKey) withControl(event);
  else if (!isTyping(event.target)) plain(event);
});

function isTyping(element) {
  return element.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName);
}

function plain(event) {
  const key = event.key.toLowerCase();
  if (!/^[a-z/]$/.test(key)) return;
  const element = [...document.querySelectorAll(`[data-key="${key}"]`)].find((one) => one.offsetParent);
  if (!element) return;
  event.preventDefault();
  if (element.matches("a, button")) element.click();
  else element.focus();
}

function withControl(event) {
  const form = event.target.form ?? document.querySelector("form[data-ctrl-s], form[data-ctrl-enter]");
  if (!form) return;
  if (event.key === "Enter" && form.matches("[data-ctrl-enter]")) {
    event.preventDefault();
    form.querySelector("[type=submit].button--primary")?.click();
  }
  if (event.key.toLowerCase() === "s" && form.matches("[data-ctrl-s]")) {
    event.preventDefault();
    if (form.dataset.autosaveUrl) form.dispatchEvent(new CustomEvent("autosave:now"));
    else form.querySelector("[type=submit][name=save]")?.click();
  }
}
