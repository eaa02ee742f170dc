document.getElementById("status").textContent =
  JSON.parse(document.getElementById("words").textContent).too_old;
