// Gives the administration the colours and text size of the person's account, before the page is drawn.
for (const [name, attribute] of [["chosen-theme", "theme"], ["chosen-text-size", "size"]]) {
  const chosen = document.querySelector(`meta[name="${name}"]`).content;
  if (chosen) document.documentElement.dataset[attribute] = chosen;
}
