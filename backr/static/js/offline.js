// Registers the service worker, and warns before a form is sent without a connection.
"use strict";

// After the page has loaded, which comes first on a slow connection. A browser may refuse, as in private windows.
// Not on the page that has just cleared this browser.
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
