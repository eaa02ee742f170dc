document.getElementById("stays").hidden = true;
document.getElementById("loading").hidden = false;
document.getElementById("status").textContent =
  JSON.parse(document.getElementById("words").textContent).too_old;
