// The circles: move somebody to another ring by dragging or by arrow keys, and see whom they are connected to. Without this
// script, links and the form beside the drawing do the same.
"use strict";

(() => {
  const frame = document.querySelector("[data-map-frame]");
  const map = document.getElementById("map");
  if (!frame || !map) return;
  const { view } = frame; // from map_view.js
  const dots = [...map.querySelectorAll(".dot, .map-more")];
  const rings = [...map.querySelectorAll(".ring")].map((circle) => ({
    circle,
    ring: Number(circle.dataset.ring),
    inner: Number(circle.dataset.inner),
    outer: Number(circle.getAttribute("r")),
    name: circle.dataset.name,
  }));
  const said = document.querySelector("[data-map-said]");
  const form = document.querySelector("[data-map-move]");
  let held = null; // whom a hand has taken hold of: fast, or not yet
  let chosen = null; // whom the arrow keys are about to put into which ring
  const KEPT = "backr-map";

  // Dragging to another ring. A mouse drags at once. A finger has to rest on the person first; one that moves at once
  // scrolls the drawing or the page.
  const HOLD = 350;
  const home = (dot) => dot.getAttribute("transform").match(/-?[\d.]+/g).map(Number);
  const placed = new Map(dots.map((dot) => [dot, home(dot)]));
  const put = (dot, x, y) => dot.setAttribute("transform", `translate(${x} ${y})`);
  const ringAt = (x, y) => {
    const far = Math.hypot(x, y);
    return rings.find(({ inner, outer }) => far >= inner && far < outer);
  };
  const aim = (target) => {
    for (const { circle } of rings) circle.classList.toggle("ring-target", circle === target?.circle);
  };
  const say = (words, dot, ring) => {
    said.textContent = (words || "").replace("%(name)s", dot.dataset.name).replace("%(ring)s", ring?.name || "");
  };

  function send(dot, ring) {
    chosen = null;
    const kept = { zoom: view.zoom(), left: frame.scrollLeft, top: frame.scrollTop, dot: dot.id };
    try {
      sessionStorage.setItem(KEPT, JSON.stringify(kept));
    } catch {
      // Without storage the drawing starts unzoomed.
    }
    form.elements.person.value = dot.id.slice(1);
    form.elements.closeness.value = ring.ring;
    form.submit();
  }

  function back(dot) {
    put(dot, ...placed.get(dot));
    dot.classList.remove("dot-dragged");
    aim(null);
  }

  function drag(event) {
    const dot = event.target.closest(".dot");
    if (!dot || event.button !== 0 || !event.isPrimary) return;
    view.rest();
    const from = { x: event.clientX, y: event.clientY };
    let target = null;
    let dragged = false;
    const toMap = ({ clientX, clientY }) => new DOMPoint(clientX, clientY).matrixTransform(map.getScreenCTM().inverse());
    const move = (moved) => {
      if (moved.pointerId !== event.pointerId) return;
      if (!dragged && Math.hypot(moved.clientX - from.x, moved.clientY - from.y) < 6) return;
      if (!held.fast) return giveUp();
      dragged = true;
      dot.classList.add("dot-dragged");
      const point = toMap(moved);
      put(dot, point.x, point.y);
      target = ringAt(point.x, point.y) || null;
      aim(target);
      return undefined;
    };
    const letGo = () => {
      clearTimeout(timer);
      held = null;
      document.removeEventListener("pointermove", move);
      for (const end of ["pointerup", "pointercancel"]) document.removeEventListener(end, stop);
    };
    const giveUp = () => {
      letGo();
      back(dot);
    };
    const stop = (ended) => {
      if (ended.pointerId !== event.pointerId) return;
      letGo();
      if (!dragged) return dot.classList.remove("dot-dragged");
      const noClick = (click) => click.preventDefault();
      dot.addEventListener("click", noClick);
      setTimeout(() => dot.removeEventListener("click", noClick), 60);
      if (ended.type === "pointerup" && target && target.ring !== Number(dot.dataset.ring)) send(dot, target);
      else back(dot);
      return undefined;
    };
    const hold = () => {
      held.fast = true;
      dot.classList.add("dot-dragged");
    };
    held?.giveUp();
    held = { giveUp, fast: event.pointerType !== "touch" };
    const timer = held.fast ? 0 : setTimeout(hold, HOLD);
    document.addEventListener("pointermove", move);
    for (const end of ["pointerup", "pointercancel"]) document.addEventListener(end, stop);
  }
  // otherwise a long press on a name opens the browser's menu for links
  map.addEventListener("contextmenu", (event) => event.pointerType === "touch" && held?.fast && event.preventDefault());
  map.addEventListener("pointerdown", drag);
  frame.addEventListener("two-fingers", () => held?.giveUp());
  const keepStill = (event) => held?.fast && event.cancelable && event.preventDefault();
  frame.addEventListener("touchmove", keepStill, { passive: false });
  map.addEventListener("dragstart", (event) => event.preventDefault());

  // By keyboard: left and right select a name, up and down choose a ring, Enter moves, Escape cancels.
  function leave() {
    if (!chosen) return;
    back(chosen.dot);
    say(said.dataset.left, chosen.dot);
    chosen = null;
  }

  function choose(dot, step) {
    const inOut = [...rings].sort((one, other) => one.outer - other.outer);
    const now = chosen?.ring.ring ?? Number(dot.dataset.ring);
    const place = inOut.findIndex(({ ring }) => ring === now) + step;
    const ring = inOut[Math.min(inOut.length - 1, Math.max(0, place))];
    const [x, y] = placed.get(dot);
    const far = (ring.inner + ring.outer) / 2 / (Math.hypot(x, y) || 1);
    if (ring.ring === Number(dot.dataset.ring)) return leave();
    chosen = { dot, ring };
    dot.classList.add("dot-dragged");
    put(dot, x * far, y * far);
    aim(ring);
    say(said.dataset.to, dot, ring);
    return undefined;
  }

  function goTo(dot) {
    for (const other of dots) other.setAttribute("tabindex", other === dot ? "0" : "-1");
    dot.focus();
  }

  map.addEventListener("keydown", (event) => {
    const dot = event.target.closest(".dot, .map-more");
    if (!dot || event.ctrlKey || event.metaKey || event.altKey) return;
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    const inOut = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (step) goTo(dots[(dots.indexOf(dot) + step + dots.length) % dots.length]);
    else if (inOut && dot.matches(".dot")) choose(dot, inOut);
    else if (event.key === "Enter" && chosen?.dot === dot) send(dot, chosen.ring);
    else if (event.key === "Escape" && chosen) leave();
    else return;
    event.preventDefault();
  });
  map.addEventListener("focusout", leave);

  // Whom a person is connected to.
  const lines = map.querySelector("[data-near-lines]");
  function join(event) {
    const dot = event.target.closest?.(".dot");
    const near = (dot?.dataset.near || "").split(" ").map((key) => document.getElementById(`p${key}`)).filter(Boolean);
    const drawn = near.map((other) => {
      const [[a, b], [c, d]] = [placed.get(dot), placed.get(other)];
      return `M${a} ${b}Q${(a + c) * 0.36} ${(b + d) * 0.36} ${c} ${d}`;
    });
    lines.setAttribute("d", drawn.join("") || "M0 0");
  }
  for (const come of ["pointerover", "focusin"]) map.addEventListener(come, join);

  // A browser leaves a name where it is if only its dot is in the frame.
  map.addEventListener("focusin", (event) => {
    const dot = event.target.closest(".dot, .map-more");
    if (dot?.matches(":focus-visible")) dot.scrollIntoView({ block: "nearest", inline: "center" });
  });

  // Show what needs this script.
  for (const part of document.querySelectorAll("[data-map-help]")) part.hidden = false;
  for (const button of document.querySelectorAll("[data-print]")) button.addEventListener("click", () => print());
  const first = map.querySelector("[aria-current]") || dots[0];
  for (const dot of dots) dot.setAttribute("tabindex", dot === first ? "0" : "-1");

  let kept = null;
  try {
    kept = JSON.parse(sessionStorage.getItem(KEPT) || "null");
    sessionStorage.removeItem(KEPT);
  } catch {
    // Nothing was stored.
  }
  const moved = kept && document.getElementById(kept.dot);
  if (moved && dots.includes(moved)) {
    view.enlarge(kept.zoom);
    frame.scrollLeft = kept.left;
    frame.scrollTop = kept.top;
    goTo(moved);
  }
})();
