// Small comforts. Every page works without them.
"use strict";

// Suggestions while typing: <input data-suggest="/url/">, filled into a <datalist>.
for (const input of document.querySelectorAll("input[data-suggest]")) {
  const list = document.createElement("datalist");
  list.id = `${input.id || input.name}-suggestions`;
  input.setAttribute("list", list.id);
  input.setAttribute("autocomplete", "off");
  input.after(list);
  let waiting = 0;
  let asked = "";
  const fill = async () => {
    const text = input.value.trim();
    if (text.length < 2 || text === asked) return;
    asked = text;
    try {
      const url = new URL(input.dataset.suggest, location.href);
      url.searchParams.set("q", text);
      const answer = await fetch(url, { headers: { Accept: "application/json" } });
      if (!answer.ok || asked !== text) return;
      const found = await answer.json();
      list.replaceChildren(
        ...(found.suggestions || []).map((value) => {
          const option = document.createElement("option");
          option.value = value;
          return option;
        }),
      );
    } catch {
      asked = ""; // offline: typing still works
    }
  };
  input.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(fill, 180);
  });
}

// Copy and share a personal link: buttons stay hidden where the browser cannot.
const said = document.createElement("p");
said.setAttribute("role", "status");
said.className = "hint";
for (const button of document.querySelectorAll("[data-copy]")) {
  if (!navigator.clipboard) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(button.dataset.copy);
    button.after(said);
    said.textContent = button.dataset.done || "Copied.";
  });
}
for (const button of document.querySelectorAll("[data-share]")) {
  if (!navigator.share) continue;
  button.hidden = false;
  button.addEventListener("click", () => navigator.share({ text: button.dataset.share }).catch(() => {}));
}

// Tick or clear all boxes of a form: <button data-tick-all="name" value="on|off">
for (const button of document.querySelectorAll("[data-tick-all]")) {
  button.hidden = false;
  button.addEventListener("click", () => {
    const boxes = button.form.querySelectorAll(`input[type=checkbox][name="${button.dataset.tickAll}"]`);
    for (const box of boxes) box.checked = button.value !== "off";
  });
}

// Pages that wait for a worker look again by themselves.
const waitingFor = document.querySelector("[data-refresh]");
if (waitingFor) setTimeout(() => location.reload(), Number(waitingFor.dataset.refresh) * 1000);

// An error summary takes the focus, so that it is read out first.
document.querySelector(".form-errors")?.focus();

// Two taps on a button send a form once.
for (const form of document.querySelectorAll("form[method=post]")) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "yes";
    setTimeout(() => delete form.dataset.sent, 4000);
  });
}
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
});
