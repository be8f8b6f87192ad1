// Keeps the shell and the page for when there is no signal; nothing else ever goes into a cache.
// `VERSION`, `FILES` and `OFFLINE` stand before this, written by the server.
"use strict";

const KEEP = `backr-${VERSION}`;
const kept = new Set(FILES);

self.addEventListener("install", (event) => {
  // What is sent never waits for this worker: with it in between, Chromium loses what a page sends as it is left.
  event.addRoutes?.({ condition: { requestMethod: "POST" }, source: "network" });
  const offline = new Request(OFFLINE, { cache: "reload" });
  event.waitUntil(
    caches
      .open(KEEP)
      .then((cache) => cache.addAll([offline, ...FILES]))
      .then(() => self.skipWaiting()),
  );
});

self.addEventListener("activate", (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) => names.filter((name) => name.startsWith("backr-") && name !== KEEP))
      .then((old) => Promise.all(old.map((name) => caches.delete(name))))
      .then(() => self.registration.navigationPreload?.enable())
      .then(() => self.clients.claim()),
  );
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.mode === "navigate") event.respondWith(page(event));
  else if (request.method === "GET" && kept.has(new URL(request.url).pathname)) event.respondWith(file(request));
});

async function page(event) {
  try {
    return (await event.preloadResponse) || (await fetch(event.request));
  } catch {
    return (await caches.match(OFFLINE, { cacheName: KEEP })) || Response.error();
  }
}

async function file(request) {
  return (await caches.match(request, { cacheName: KEEP })) || fetch(request);
}
