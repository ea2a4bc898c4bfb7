// The service worker: keeps the opened editions, so that they can be read without network.
// The server writes self.SHELL before this: the reader's own files and their version.
// Marked files (?v=) never change and come from what is kept; documents come from the network while there is one.

const { version, home, offline, files } = self.SHELL;
const SCOPE = new URL(self.registration.scope);
const OWN = `${SCOPE.pathname} reader `;
const SHELL = OWN + version;
const EDITION = `${SCOPE.pathname} edition `;
const ORDER = `${SCOPE.pathname} opened`; // a cache with one list: the days, the last opened first
const ORDER_AT = new URL("opened.json", SCOPE).href;
const EDITIONS = 7; // kept, the last ones opened
const AT_ONCE = 4; // fetches beside what the reader asks for
const PATIENCE_MS = 4000; // a network slower than this is none, if the page is kept

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(SHELL).then((shell) => fetchAll(shell, [offline, ...files])));
  self.skipWaiting();
});

self.addEventListener("activate", (event) => {
  const old = (name) => name.startsWith(OWN) && name !== SHELL;
  const clean = async () => {
    for (const name of (await caches.keys()).filter(old)) await caches.delete(name);
    await self.clients.claim();
  };
  event.waitUntil(clean());
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  const ours = url.origin === SCOPE.origin && url.pathname.startsWith(SCOPE.pathname);
  if (request.method !== "GET" || !ours || request.headers.has("range")) return;
  event.respondWith(url.searchParams.has("v") ? keptFirst(request, url) : networkFirst(event, url));
});

self.addEventListener("message", (event) => {
  if (event.data.keep) event.waitUntil(keep(event.data.keep, event.data.fonts).then(() => tell(event.source)));
});

const tell = (client) => client?.postMessage({ kept: true });

// The cache that an address belongs to: its edition's, if that is kept, or the reader's own.
async function cacheOf(url) {
  const day = /^\d{4}-\d\d-\d\d(?=\/|$)/.exec(url.pathname.slice(SCOPE.pathname.length))?.[0];
  if (!day) return caches.open(SHELL);
  return (await caches.has(EDITION + day)) ? caches.open(EDITION + day) : null;
}

async function keptFirst(request, url) {
  const cache = await cacheOf(url);
  const kept = await cache?.match(request, { ignoreVary: true });
  if (kept) return kept;
  try {
    const answer = await fetch(request);
    if (answer.status === 200 && !url.pathname.endsWith(".pdf")) await cache?.put(request, answer.clone());
    return answer;
  } catch (error) {
    // A page kept before the reader's own files changed asks for the old ones: the new ones serve it.
    const other = url.pathname.includes("/static/") && (await cache?.match(request, { ignoreSearch: true }));
    if (other) return other;
    throw error;
  }
}

async function networkFirst(event, url) {
  const cache = await cacheOf(url);
  const kept = await keptDocument(cache, event.request, url);
  const answer = fetch(event.request);
  event.waitUntil(answer.then((fresh) => renew(cache, url, kept, fresh.clone())).catch(() => {}));
  try {
    return await (kept ? Promise.race([answer, late()]) : answer);
  } catch (error) {
    if (kept) return kept;
    if (event.request.mode !== "navigate") throw error;
    return (await caches.match(offline)) ?? Response.error();
  }
}

// A script that another one names has no mark; a plain host writes a slash after a document's address.
async function keptDocument(cache, request, url) {
  const own = url.pathname.includes("/static/");
  const kept = await cache?.match(request, { ignoreVary: true, ignoreSearch: own });
  return kept ?? (url.pathname.endsWith("/") ? cache?.match(url.href.replace(/\/(?=$|#)/, ""), { ignoreVary: true }) : null);
}

const late = () => new Promise((_, fail) => setTimeout(() => fail(new Error("late")), PATIENCE_MS));

// What is kept is kept fresh; today's paper is kept whenever it is seen.
async function renew(cache, url, kept, fresh) {
  if (fresh.ok && (kept || url.pathname === home)) await cache?.put(url.href, plain(fresh));
}

// A redirected answer must not be given to a navigation.
const plain = (answer) => (answer.redirected ? new Response(answer.body, answer) : answer);

// Keep an edition by its list, and no more editions than EDITIONS. The list is put last: with it all is there.
async function keep(address, fonts = []) {
  const answer = await fetch(address, { cache: "no-cache" });
  if (!answer.ok) return;
  const list = await answer.clone().json();
  const had = await (await caches.match(address))?.json();
  const cache = await caches.open(EDITION + list.day);
  const shell = await caches.open(SHELL);
  await fetchAll(shell, await missing(shell, [home, ...fonts]));
  await fetchAll(cache, had?.stamp === list.stamp ? await missing(cache, list.pages) : list.pages);
  await dropOld(list.day);
  await fetchAll(cache, await missing(cache, list.files));
  await cache.put(address, answer);
}

async function missing(cache, addresses) {
  const kept = new Set((await cache.keys()).map((request) => request.url));
  return addresses.filter((address) => !kept.has(new URL(address, SCOPE).href));
}

async function fetchAll(cache, addresses) {
  const left = [...addresses];
  const one = async () => {
    for (let address = left.shift(); address; address = left.shift()) {
      const answer = await fetch(address);
      if (answer.ok) await cache.put(address, plain(answer));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, one));
}

async function dropOld(day) {
  const order = await caches.open(ORDER);
  const opened = (await (await order.match(ORDER_AT))?.json()) ?? [];
  const kept = [day, ...opened.filter((other) => other !== day)].slice(0, EDITIONS);
  await order.put(ORDER_AT, new Response(JSON.stringify(kept)));
  const gone = (name) => name.startsWith(EDITION) && !kept.includes(name.slice(EDITION.length));
  for (const name of (await caches.keys()).filter(gone)) await caches.delete(name);
}
