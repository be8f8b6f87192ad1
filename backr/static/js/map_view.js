// Zooms and pans the drawing: by buttons, keys, the wheel or two fingers. Without it there are the browser's own zoom and
// the frame's scroll bars. map.js reads the zoom from the frame.
"use strict";

(() => {
  const frame = document.querySelector("[data-map-frame]");
  const map = document.getElementById("map");
  if (!frame || !map) return;

  // Zooming enlarges the drawing inside its frame, which scrolls like any other, so the arrow keys, a finger and the
  // scroll bars pan it.
  const LARGEST = 6;
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  let zoom = 1;
  frame.style.touchAction = "pan-x pan-y"; // two fingers enlarge the drawing, not the page
  const natural = () => {
    const own = map.style.minInlineSize;
    map.style.minInlineSize = ""; // what the stylesheet says, not what was set here
    const least = parseFloat(getComputedStyle(map).minInlineSize) || 0;
    map.style.minInlineSize = own;
    return Math.max(frame.clientWidth, least);
  };
  const smallest = () => Math.min(1, frame.clientWidth / natural()); // all of it in the frame, on a phone too
  const within = (to) => Math.min(LARGEST, Math.max(smallest(), to));

  function enlarge(to, x = frame.clientWidth / 2, y = frame.clientHeight / 2) {
    const [next, whole] = [within(to), natural()];
    const across = (frame.scrollLeft + x) / map.clientWidth;
    const down = (frame.scrollTop + y) / map.clientHeight;
    zoom = next;
    frame.style.blockSize = zoom > 1 ? `${whole}px` : "";
    frame.style.overscrollBehavior = zoom > 1 ? "contain" : ""; // at rest a thumb passes over it, down the page
    map.style.minInlineSize = zoom < 1 ? "0" : "";
    map.style.inlineSize = zoom === 1 ? "" : `${whole * zoom}px`;
    frame.scrollLeft = across * map.clientWidth - x;
    frame.scrollTop = down * map.clientHeight - y;
  }

  // While zooming, the drawing is only scaled as a picture, which is fast however many people it has. It is redrawn
  // sharply when the zoom stops.
  const REST = 140;
  let moving = null;

  function scaleTo(to, x, y) {
    const next = within(to);
    if (!moving) {
      moving = { x, y, to: next };
      map.style.willChange = "transform";
      map.style.transformOrigin = `${frame.scrollLeft + x}px ${frame.scrollTop + y}px`;
    }
    moving.to = next;
    map.style.transform = `scale(${next / zoom})`;
    clearTimeout(moving.timer);
    moving.timer = setTimeout(rest, REST);
  }

  function rest() {
    if (!moving) return;
    const { x, y, to, timer } = moving;
    clearTimeout(timer);
    moving = null;
    map.style.transform = map.style.transformOrigin = map.style.willChange = "";
    enlarge(to, x, y);
  }

  function enlargeGently(to) {
    rest();
    if (calm.matches) return enlarge(to);
    const from = zoom;
    const begun = performance.now();
    const [x, y] = [frame.clientWidth / 2, frame.clientHeight / 2];
    const step = (now) => {
      const part = Math.min(1, (now - begun) / 180);
      scaleTo(from + (to - from) * part, x, y);
      if (part < 1) requestAnimationFrame(step);
      else rest();
    };
    requestAnimationFrame(step);
    return undefined;
  }

  const inFrame = (event) => {
    const box = frame.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  };
  frame.addEventListener(
    "wheel",
    (event) => {
      if (!event.ctrlKey && !event.metaKey && !frame.contains(document.activeElement)) return;
      event.preventDefault();
      const now = moving ? moving.to : zoom;
      scaleTo(now * Math.exp(-event.deltaY * (event.ctrlKey ? 0.01 : 0.0015)), ...inFrame(event));
    },
    { passive: false },
  );
  let apart = 0;
  const between = ([one, other]) => Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY);
  frame.addEventListener("touchstart", (event) => {
    if (event.touches.length !== 2) return;
    frame.dispatchEvent(new CustomEvent("two-fingers"));
    rest();
    apart = between(event.touches) / zoom;
  });
  frame.addEventListener(
    "touchmove",
    (event) => {
      if (event.touches.length !== 2) return;
      if (event.cancelable) event.preventDefault();
      const [one, other] = event.touches;
      const middle = { clientX: (one.clientX + other.clientX) / 2, clientY: (one.clientY + other.clientY) / 2 };
      scaleTo(between(event.touches) / apart, ...inFrame(middle));
    },
    { passive: false },
  );
  for (const button of document.querySelectorAll("[data-zoom]")) {
    const steps = { in: () => zoom * 1.5, out: () => zoom / 1.5, all: smallest };
    button.addEventListener("click", () => enlargeGently(steps[button.dataset.zoom]()));
  }
  frame.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const to = { "+": zoom * 1.5, "=": zoom * 1.5, "-": zoom / 1.5, 0: smallest() }[event.key];
    if (to) enlargeGently(to);
  });

  // A mouse can drag the background.
  frame.addEventListener("pointerdown", (event) => {
    if (event.pointerType !== "mouse" || event.button !== 0 || event.target.closest("a")) return;
    const start = { x: event.clientX + frame.scrollLeft, y: event.clientY + frame.scrollTop };
    const move = (moved) => {
      frame.scrollLeft = start.x - moved.clientX;
      frame.scrollTop = start.y - moved.clientY;
    };
    frame.addEventListener("pointermove", move);
    for (const end of ["pointerup", "pointerleave", "pointercancel"]) {
      frame.addEventListener(end, () => frame.removeEventListener("pointermove", move), { once: true });
    }
  });

  for (const part of document.querySelectorAll("[data-map-zoom]")) part.hidden = false;
  frame.scrollLeft = (map.clientWidth - frame.clientWidth) / 2; // a phone shows the middle first
  frame.view = { rest, enlarge, zoom: () => zoom };
})();
