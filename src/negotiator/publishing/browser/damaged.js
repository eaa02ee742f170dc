// Stands before all that may be damaged or cut off, with its words: it tells if the page hasn't begun
// to work once the browser has read all there is of it, which may end before its text begins.

const damaged = document.currentScript.dataset.says;

document.addEventListener("DOMContentLoaded", () => {
  const [loading, stays, told] = ["loading", "stays", "damaged"].map((id) =>
    document.getElementById(id)
  );
  if (loading && !loading.hidden) return;
  if (stays) stays.hidden = true;
  if (told) {
    told.textContent = damaged;
    told.hidden = false;
  } else {
    document.body.textContent = damaged;
  }
});
