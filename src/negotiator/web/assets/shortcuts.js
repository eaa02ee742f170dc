// A single key presses what names it as its shortcut, unless something is being typed or chosen.
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.repeat || event.isComposing) return;
  if (event.target.closest("input:not([type=hidden]), select, textarea, [contenteditable]")) return;
  const named = [...document.querySelectorAll("[aria-keyshortcuts]")];
  const one = named.find((each) => each.getAttribute("aria-keyshortcuts") === event.key);
  if (one) {
    event.preventDefault();
    one.click();
  }
});
