// Hides what needs a passkey if the browser has none, and says so when using one fails.
"use strict";

if (window.PublicKeyCredential) {
  for (const part of document.querySelectorAll("[data-needs-passkeys]")) part.hidden = false;
  for (const part of document.querySelectorAll("[data-without-passkeys]")) part.hidden = true;
}

document.addEventListener("allauth.error", (event) => {
  const told = document.querySelector("[data-passkey-trouble]");
  if (!told) return;
  event.preventDefault();
  told.textContent = told.dataset.passkeyTrouble;
});

// A box ticked in the form above applies to the passkey's form too: <input type="hidden" data-as="id of the box">
for (const hidden of document.querySelectorAll("input[data-as]")) {
  const box = document.getElementById(hidden.dataset.as);
  const follow = () => {
    hidden.value = box.checked ? "on" : "";
  };
  box?.addEventListener("change", follow);
  window.addEventListener("pageshow", () => box && follow());
}
