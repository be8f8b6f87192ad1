// The circles: make them larger and move about, put somebody into another ring by hand or by arrow keys, and see whom
// they are joined to. All of it can be done without: by links, by the form beside the drawing, by the browser's own zoom.
"use strict";

(() => {
  const frame = document.querySelector("[data-map-frame]");
  const map = document.getElementById("map");
  if (!frame || !map) return;
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
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  let chosen = null; // whom the arrow keys are about to put into which ring
  const KEPT = "backr-map";
  const LARGEST = 6;

  // Larger and smaller: the drawing grows in its frame, which scrolls as any other; so the arrow keys, a finger and the
  // scroll bars move it about.
  let zoom = 1;
  const natural = () => Math.max(frame.clientWidth, parseFloat(getComputedStyle(map).minInlineSize) || 0);

  function enlarge(to, x = frame.clientWidth / 2, y = frame.clientHeight / 2) {
    const next = Math.min(LARGEST, Math.max(1, to));
    const across = (frame.scrollLeft + x) / map.clientWidth;
    const down = (frame.scrollTop + y) / map.clientHeight;
    if (zoom === 1 && next > 1) frame.style.blockSize = `${frame.offsetHeight}px`;
    zoom = next;
    map.style.inlineSize = zoom === 1 ? "" : `${natural() * zoom}px`;
    if (zoom === 1) frame.style.blockSize = "";
    frame.scrollLeft = across * map.clientWidth - x;
    frame.scrollTop = down * map.clientHeight - y;
  }

  // While it is on the move the drawing is only scaled as a picture, which takes no time however many stand in it; it
  // is drawn anew, and sharp, when it comes to rest.
  const REST = 140;
  let moving = null;

  function scaleTo(to, x, y) {
    const next = Math.min(LARGEST, Math.max(1, to));
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
    rest();
    apart = between(event.touches) / zoom;
  });
  frame.addEventListener(
    "touchmove",
    (event) => {
      if (event.touches.length !== 2) return;
      event.preventDefault();
      const [one, other] = event.touches;
      const middle = { clientX: (one.clientX + other.clientX) / 2, clientY: (one.clientY + other.clientY) / 2 };
      scaleTo(between(event.touches) / apart, ...inFrame(middle));
    },
    { passive: false },
  );
  for (const button of document.querySelectorAll("[data-zoom]")) {
    const steps = { in: () => zoom * 1.5, out: () => zoom / 1.5, all: () => 1 };
    button.addEventListener("click", () => enlargeGently(steps[button.dataset.zoom]()));
  }
  frame.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const to = { "+": zoom * 1.5, "=": zoom * 1.5, "-": zoom / 1.5, 0: 1 }[event.key];
    if (to) enlargeGently(to);
  });

  // With a mouse the ground can be taken hold of.
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

  // Into another ring.
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
    const kept = { zoom, left: frame.scrollLeft, top: frame.scrollTop, dot: dot.id };
    try {
      sessionStorage.setItem(KEPT, JSON.stringify(kept));
    } catch {
      // Without storage the drawing comes back whole.
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
    rest();
    const from = { x: event.clientX, y: event.clientY };
    let target = null;
    let dragged = false;
    const toMap = ({ clientX, clientY }) => new DOMPoint(clientX, clientY).matrixTransform(map.getScreenCTM().inverse());
    const move = (moved) => {
      if (moved.pointerId !== event.pointerId) return;
      if (!dragged && Math.hypot(moved.clientX - from.x, moved.clientY - from.y) < 6) return;
      dragged = true;
      dot.classList.add("dot-dragged");
      const point = toMap(moved);
      put(dot, point.x, point.y);
      target = ringAt(point.x, point.y) || null;
      aim(target);
    };
    const stop = (ended) => {
      if (ended.pointerId !== event.pointerId) return;
      document.removeEventListener("pointermove", move);
      for (const end of ["pointerup", "pointercancel"]) document.removeEventListener(end, stop);
      if (!dragged) return;
      const noClick = (click) => click.preventDefault();
      dot.addEventListener("click", noClick);
      setTimeout(() => dot.removeEventListener("click", noClick), 60);
      if (ended.type === "pointerup" && target && target.ring !== Number(dot.dataset.ring)) send(dot, target);
      else back(dot);
    };
    document.addEventListener("pointermove", move);
    for (const end of ["pointerup", "pointercancel"]) document.addEventListener(end, stop);
  }
  map.addEventListener("pointerdown", drag);
  map.addEventListener("dragstart", (event) => event.preventDefault());

  // The same by keyboard: left and right go from name to name, up and down choose a ring, Enter moves, Escape leaves.
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

  // Whom somebody is joined to.
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

  // What needs this script shows itself only now.
  for (const part of document.querySelectorAll("[data-map-zoom], [data-map-help]")) part.hidden = false;
  for (const button of document.querySelectorAll("[data-print]")) button.addEventListener("click", () => print());
  const first = map.querySelector("[aria-current]") || dots[0];
  for (const dot of dots) dot.setAttribute("tabindex", dot === first ? "0" : "-1");

  let kept = null;
  try {
    kept = JSON.parse(sessionStorage.getItem(KEPT) || "null");
    sessionStorage.removeItem(KEPT);
  } catch {
    // Nothing was kept.
  }
  frame.scrollLeft = (map.clientWidth - frame.clientWidth) / 2; // a phone shows the middle first
  const moved = kept && document.getElementById(kept.dot);
  if (moved && dots.includes(moved)) {
    enlarge(kept.zoom);
    frame.scrollLeft = kept.left;
    frame.scrollTop = kept.top;
    goTo(moved);
  }
})();
