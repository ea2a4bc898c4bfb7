// Registers the service worker, and has it keep the edition that was opened.

const { worker, keep } = document.querySelector("script[data-worker]").dataset;

// Fonts that were loaded before the worker was there
const fonts = () => performance.getEntriesByType("resource").map(({ name }) => name).filter((name) => /\.woff2\?v=/.test(name));

async function register() {
  await navigator.serviceWorker.register(worker);
  const { active } = await navigator.serviceWorker.ready;
  // A reader who saves data is not made to fetch what was not asked for.
  if (keep && !navigator.connection?.saveData) active.postMessage({ keep, fonts: fonts() });
}

if ("serviceWorker" in navigator) {
  navigator.serviceWorker.addEventListener("message", ({ data }) => {
    if (!data.kept) return;
    document.documentElement.dataset.kept = keep;
    for (const word of document.querySelectorAll("[data-kept-word]")) word.hidden = false;
  });
  addEventListener("load", () => register().catch((error) => console.info(error.message)));
}

// The offline page names the editions that are kept
async function listKept(list) {
  const found = [];
  for (const name of (await caches.keys()).filter((one) => one.includes(" edition "))) {
    const cache = await caches.open(name);
    const at = (await cache.keys()).find(({ url }) => url.endsWith("/offline.json"));
    if (at) found.push(await (await cache.match(at)).json());
  }
  found.sort((one, other) => (one.day < other.day ? 1 : -1));
  for (const { front, name } of found) {
    const link = Object.assign(document.createElement("a"), { href: front, textContent: name });
    list.appendChild(document.createElement("li")).append(link);
  }
  list.parentElement.hidden = !found.length;
}

const list = document.querySelector("[data-kept-editions]");
if (list && "caches" in window) listKept(list);
