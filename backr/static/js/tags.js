// Turns several lines into tags: Enter adds one, its cross or Backspace removes it. Without this they stay lines.
// Text left in the box is sent with the form. It does not become a tag on blur, or the button would move away.
"use strict";

for (const tags of document.querySelectorAll("[data-tags]")) {
  const lines = [...tags.querySelectorAll("input")];
  const box = lines[0].cloneNode();
  const list = document.createElement("ul");
  const said = document.createElement("span");
  said.className = "visually-hidden";
  said.setAttribute("role", "status");
  box.value = "";
  box.placeholder = tags.dataset.more;
  box.setAttribute("aria-label", tags.dataset.more);

  const kept = () => [...list.querySelectorAll("input")].map((input) => input.value);
  const hasRoom = () => kept().length < Number(tags.dataset.most);
  const remove = (tag) => {
    tag.remove();
    box.disabled = false;
    box.focus();
  };
  const add = (text) => {
    const line = text.replace(/\s+/g, " ").trim();
    if (!line || kept().some((had) => had.toLowerCase() === line.toLowerCase())) return false;
    const [tag, keep, cross] = ["li", "input", "button"].map((name) => document.createElement(name));
    Object.assign(keep, { type: "hidden", name: tags.dataset.tags, value: line });
    Object.assign(cross, { type: "button", textContent: "×" });
    cross.setAttribute("aria-label", `${tags.dataset.remove}: ${line}`);
    cross.addEventListener("click", () => remove(tag));
    tag.className = "tag";
    tag.append(line, keep, cross);
    list.append(tag);
    box.disabled = !hasRoom();
    return true;
  };
  const take = () => {
    if (add(box.value)) said.textContent = `${tags.dataset.added} ${box.value}`;
    box.value = "";
  };

  for (const line of lines) add(line.value);
  box.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && box.value.trim()) {
      event.preventDefault();
      take();
    } else if (event.key === "Backspace" && !box.value && list.lastElementChild) {
      event.preventDefault();
      const last = list.lastElementChild;
      box.value = last.querySelector("input").value;
      remove(last);
    }
  });
  box.addEventListener("input", (event) => {
    const offered = [...(box.list?.options ?? [])].some((option) => option.value === box.value);
    if (offered && event.inputType !== "insertText") take(); // chosen from what was offered, not typed
  });
  tags.classList.add("tags-live");
  tags.replaceChildren(list, box, said);
}
