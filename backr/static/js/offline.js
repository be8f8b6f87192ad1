// Asks the browser to keep the shell and the page for when there is no signal, and tells before a form is sent in vain.
"use strict";

// After the page itself, which comes first on a slow line. A browser may refuse, as in private windows.
// Nor on the page that has just made the browser forget.
addEventListener("load", () => {
  if (!document.querySelector("[data-forget-all]")) navigator.serviceWorker?.register("/sw.js").catch(() => {});
});

const words = document.currentScript.dataset.offline;
document.addEventListener("submit", (event) => {
  if (navigator.onLine) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  const said = document.createElement("p");
  said.className = "banner banner-warn";
  said.setAttribute("role", "alert");
  said.textContent = words;
  event.target.querySelector("[role=alert].banner")?.remove();
  event.target.append(said);
}, { capture: true });
