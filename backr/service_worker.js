// Caches the app shell and the offline page; nothing else ever goes into a cache.
// The server puts `VERSION`, `FILES` and `OFFLINE` before this.
"use strict";

const CACHE = `backr-${VERSION}`;
const cached = new Set(FILES);

self.addEventListener("install", (event) => {
  // POST requests bypass this worker: with it in between, Chromium loses what a page sends while it unloads.
  event.addRoutes?.({ condition: { requestMethod: "POST" }, source: "network" });
  const offline = new Request(OFFLINE, { cache: "reload" });
  event.waitUntil(
    caches
      .open(CACHE)
      .then((cache) => cache.addAll([offline, ...FILES]))
      .then(() => self.skipWaiting()),
  );
});

self.addEventListener("activate", (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) => names.filter((name) => name.startsWith("backr-") && name !== CACHE))
      .then((old) => Promise.all(old.map((name) => caches.delete(name))))
      .then(() => self.registration.navigationPreload?.enable())
      .then(() => self.clients.claim()),
  );
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.mode === "navigate") event.respondWith(page(event));
  else if (request.method === "GET" && cached.has(new URL(request.url).pathname)) event.respondWith(file(request));
});

async function page(event) {
  try {
    return (await event.preloadResponse) || (await fetch(event.request));
  } catch {
    return (await caches.match(OFFLINE, { cacheName: CACHE })) || Response.error();
  }
}

async function file(request) {
  return (await caches.match(request, { cacheName: CACHE })) || fetch(request);
}
