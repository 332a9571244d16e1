// Runs in the head, before anything is painted: a page whose reader chose dark never flashes white.
/// <reference lib="dom" />
try {
  const chosen = localStorage.getItem("report-colours");
  if (chosen === "light" || chosen === "dark") document.documentElement.dataset.colours = chosen;
} catch {
  // Some browsers keep nothing for files: the system's setting counts.
}
document.documentElement.classList.add("scripted");
