// Saves a long form as a draft while it is being typed, through the form's own button "Save draft".
"use strict";

for (const button of document.querySelectorAll("button[name=keep_for_later]")) {
  const form = button.form;
  const said = document.createElement("p");
  said.setAttribute("role", "status");
  said.className = "hint";
  button.parentElement.after(said);
  let waiting = 0;
  let saving = null;
  let sending = false;

  const typed = () => {
    clearTimeout(waiting);
    waiting = 0;
    const data = new FormData(form);
    data.set("keep_for_later", "quietly");
    return data;
  };
  const save = () => {
    saving = fetch(form.action, { method: "POST", body: typed(), redirect: "manual" })
      .then((answer) => {
        said.textContent = answer.status === 204 ? button.dataset.kept : "";
      })
      .catch(() => {
        said.textContent = ""; // no signal: it is still in the form, and is tried again with the next letter
      })
      .finally(() => (saving = null));
  };

  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(save, 800);
  });
  const leaving = () => waiting && !sending && navigator.sendBeacon(form.action, typed());
  document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && leaving());
  addEventListener("pagehide", leaving);

  // The form waits for a draft that is being saved; otherwise the draft would arrive after it and be offered again.
  document.addEventListener(
    "submit",
    (event) => {
      if (event.target !== form) return;
      clearTimeout(waiting);
      waiting = 0;
      if (!saving) {
        sending = true;
        return;
      }
      event.preventDefault();
      event.stopImmediatePropagation();
      const submitter = event.submitter;
      Promise.race([saving, new Promise((enough) => setTimeout(enough, 3000))]).then(() => {
        saving = null;
        form.requestSubmit(submitter);
      });
    },
    { capture: true },
  );
  addEventListener("pageshow", () => (sending = false));
}
