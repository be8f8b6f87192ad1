// For shared computers. The server enforces all of this by itself; the script only makes it happen sooner.
"use strict";

// Reload a member's page that the browser restores from its back/forward cache, so that nothing of somebody who has
// signed out is shown again.
window.addEventListener("pageshow", (event) => {
  if (event.persisted && document.querySelector("[data-signed-in]")) {
    document.body.hidden = true;
    location.reload();
  }
});

// "This isn’t my device": does what the header Clear-Site-Data does, for browsers that do not know it.
if (document.querySelector("[data-forget-all]")) {
  localStorage.clear();
  sessionStorage.clear();
  window.caches?.keys().then((names) => names.forEach((name) => caches.delete(name)));
  navigator.serviceWorker?.getRegistrations().then((found) => found.forEach((worker) => worker.unregister()));
}

// On a shared computer, warn after a while without activity, then leave the page.
const away = document.querySelector("[data-shared-computer]");
if (away) {
  const idle = Number(away.dataset.sharedComputer); // seconds, as all times here
  const grain = idle / 20; // how exactly the server knows of taps
  const warning = Math.min(60, idle / 3);
  const form = away.querySelector("form");
  const now = () => Date.now() / 1000;
  let tapped = now();
  let told = now();

  const tell = () => {
    told = now();
    fetch(form.action, { method: "POST", body: new FormData(form) }).catch(() => {});
  };
  const tap = () => {
    tapped = now();
    away.hidden = true;
    if (tapped - told > grain) tell();
  };
  const leave = async () => {
    try {
      const found = await fetch(form.action);
      const quiet = found.ok ? (await found.json()).quiet : idle;
      if (quiet < idle - 2 * grain) {
        tapped = now() - quiet; // somebody is at work in another window
        return;
      }
      await fetch(away.dataset.signOut, { method: "POST", body: new FormData(form), redirect: "manual" });
    } catch {
      // offline: the page is left all the same
    }
    location.replace(away.dataset.then);
  };

  for (const kind of ["pointerdown", "keydown", "input"]) addEventListener(kind, tap, { passive: true });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    tap();
  });
  setInterval(() => {
    const quiet = now() - tapped;
    if (quiet >= idle) leave();
    else away.hidden = quiet < idle - warning;
  }, 1000);
}
