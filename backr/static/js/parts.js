// What the parts in templates/components do beyond what the browser does by itself. Each works without this.
"use strict";

// Menus close when one looks elsewhere.
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

// A link to a page that asks "are you sure?" opens the same question here: <a data-dialog="its-id">.
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

// What was done is said at the edge of the screen, until it is put away or ten seconds have gone by.
for (const toasts of document.querySelectorAll("[data-toasts]")) {
  if (toasts.querySelector(".banner")) continue; // what went wrong stays where it is, in the page
  toasts.classList.add("toasts-floating");
  const away = () => toasts.remove();
  let waiting = setTimeout(away, 10000);
  document.addEventListener("focusin", ({ target }) => {
    if (toasts.contains(target)) return;
    const [mine, theirs] = [toasts.getBoundingClientRect(), target.getBoundingClientRect()];
    if (theirs.bottom > mine.top && theirs.top < mine.bottom && theirs.right > mine.left && theirs.left < mine.right) away();
  }); // what has the focus is never hidden
  toasts.addEventListener("mouseenter", () => clearTimeout(waiting));
  toasts.addEventListener("focusin", () => clearTimeout(waiting));
  toasts.addEventListener("mouseleave", () => (waiting = setTimeout(away, 4000)));
  for (const button of toasts.querySelectorAll("[data-dismiss]")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      button.closest(".toast").remove();
      if (!toasts.querySelector(".toast")) away();
    });
  }
}

// A file can be dropped on its place, and its name is said.
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
  input.addEventListener("change", () => (said.textContent = input.files[0]?.name || ""));
}

