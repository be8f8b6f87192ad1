// Small conveniences. Every page works without them.
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

// Search as one types: the form's own answer, as far as the page changes by it (header X-Part), takes its place. Typing
// goes on while an answer is awaited: what was asked before is given up, and a slow or dear connection is not asked.
for (const form of document.querySelectorAll("form[data-search-as-typed]")) {
  const input = form.querySelector("input[type=search]");
  const link = navigator.connection;
  if (link?.saveData || /2g/.test(link?.effectiveType || "")) continue;
  let waiting = 0;
  let asking = null;
  let shown = input.value.trim();
  const ask = async () => {
    const text = input.value.trim();
    if (text === shown) return;
    asking?.abort();
    asking = new AbortController();
    const url = new URL(form.action.split("?")[0]);
    if (text) url.searchParams.set(input.name, text);
    try {
      const answer = await fetch(url, { headers: { "X-Part": "found" }, signal: asking.signal });
      const parts = new DOMParser().parseFromString(await answer.text(), "text/html").querySelectorAll("body > [id]");
      if (!answer.ok || answer.redirected || !parts.length) return; // the button still works, and says what is wrong
      for (const part of parts) document.getElementById(part.id)?.replaceChildren(...part.childNodes);
      shown = text;
      history.replaceState(history.state, "", url); // so that going back from somebody leads to what was searched for
    } catch {
      // given up for a newer text, or offline
    }
  };
  input.addEventListener("input", (event) => {
    clearTimeout(waiting);
    if (!event.isComposing) waiting = setTimeout(ask, 300);
  });
  input.addEventListener("compositionend", () => (waiting = setTimeout(ask, 300)));
  form.addEventListener("submit", () => {
    clearTimeout(waiting);
    asking?.abort();
  });
}

// Copy and share a personal link. The buttons stay hidden if the browser cannot do it.
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

// Pages that wait for a worker reload themselves.
const waitingFor = document.querySelector("[data-refresh]");
if (waitingFor) setTimeout(() => location.reload(), Number(waitingFor.dataset.refresh) * 1000);

// An error summary gets the focus, so that a screen reader reads it first.
document.querySelector(".form-errors")?.focus();

// A form is sent once, even if its button is tapped twice.
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
