// Scripts of the components in templates/components. Each component works without them.
"use strict";

// A menu closes when the focus or a tap goes elsewhere.
const menus = document.querySelectorAll("[data-menu]");
document.addEventListener("click", (event) => {
  for (const menu of menus) if (menu.open && !menu.contains(event.target)) menu.open = false;
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of menus) {
    if (!menu.open) continue;
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});
for (const menu of menus) {
  menu.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !menu.contains(event.relatedTarget)) menu.open = false;
  });
}

// A link to a page that asks "are you sure?" opens the question as a dialog: <a data-dialog="its-id">.
for (const link of document.querySelectorAll("a[data-dialog]")) {
  const dialog = document.getElementById(link.dataset.dialog);
  if (!dialog?.showModal) continue;
  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    dialog.showModal();
  });
  dialog.querySelector("[data-close]").addEventListener("click", () => dialog.close());
}

// A toast shows what was done until it is closed or, where it floats, ten seconds have passed.
const floats = matchMedia("(width >= 56rem)");
for (const toasts of document.querySelectorAll("[data-toasts]")) {
  if (toasts.querySelector(".banner")) continue; // what went wrong stays where it is, in the page
  toasts.classList.add("toasts-floating");
  const away = () => toasts.remove();
  let waiting = setTimeout(() => floats.matches && away(), 10000);
  document.addEventListener("focusin", ({ target }) => {
    if (!floats.matches || toasts.contains(target)) return;
    const [mine, theirs] = [toasts.getBoundingClientRect(), target.getBoundingClientRect()];
    if (theirs.bottom > mine.top && theirs.top < mine.bottom && theirs.right > mine.left && theirs.left < mine.right) away();
  }); // what has the focus is never hidden
  toasts.addEventListener("mouseenter", () => clearTimeout(waiting));
  toasts.addEventListener("focusin", () => clearTimeout(waiting));
  toasts.addEventListener("mouseleave", () => (waiting = setTimeout(() => floats.matches && away(), 4000)));
  for (const button of toasts.querySelectorAll("[data-dismiss]")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      button.closest(".toast").remove();
      if (!toasts.querySelector(".toast")) away();
    });
  }
}

// How long a text is, once it comes near the most that is taken. What is pasted is not cut: it says how much too long it is.
for (const said of document.querySelectorAll("[data-count]")) {
  const text = said.parentElement.querySelector("textarea[maxlength]");
  if (!text) continue;
  const most = text.maxLength;
  text.removeAttribute("maxlength");
  const number = new Intl.NumberFormat(document.documentElement.lang);
  const count = () => {
    const length = text.value.length;
    said.hidden = length < most * 0.8;
    said.textContent = said.dataset.count.replace("{n}", number.format(length)).replace("{most}", number.format(most));
    said.classList.toggle("field-count-over", length > most);
    if (length > most) said.setAttribute("role", "status");
    else said.removeAttribute("role");
  };
  text.addEventListener("input", count);
  count();
}

// Files can be dropped on their field, which then shows their names.
for (const drop of document.querySelectorAll("[data-file-drop]")) {
  const input = drop.querySelector("input[type=file]");
  const said = drop.querySelector("[data-file-name]");
  drop.classList.add("file-drop-live");
  const over = (event, is) => {
    event.preventDefault();
    drop.classList.toggle("file-drop-over", is);
  };
  drop.addEventListener("dragover", (event) => over(event, true));
  drop.addEventListener("dragleave", (event) => over(event, false));
  drop.addEventListener("drop", (event) => {
    over(event, false);
    if (!event.dataTransfer.files.length) return;
    input.files = event.dataTransfer.files;
    input.dispatchEvent(new Event("change"));
  });
  input.addEventListener("change", () => (said.textContent = Array.from(input.files, (file) => file.name).join(", ")));
}

