// Single keys press what bears them (data-key), unless something is being typed or chosen.
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.repeat || event.isComposing) return;
  if (event.target.closest("input:not([type=hidden]), select, textarea, [contenteditable]")) return;
  const bears = [...document.querySelectorAll("[data-key]")];
  const one = bears.find((each) => each.dataset.key === event.key);
  if (one) {
    event.preventDefault();
    one.click();
  }
});
