// Stands before all that may be damaged or cut off: it tells if the page hasn't begun to work once
// the browser has read all there is of it.

document.addEventListener("DOMContentLoaded", () => {
  if (!document.getElementById("loading").hidden) return;
  document.getElementById("stays").hidden = true;
  document.getElementById("damaged").hidden = false;
});
