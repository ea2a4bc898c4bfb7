// Turning pages without loading the whole document again: the next page's HTML is fetched ahead and its parts are
// put in place of this one's. Address, title and the Back button are as if the document had been loaded, and
// where fetching fails the document is loaded.

const ahead = new Map();

const shown = (link) => link.getClientRects().length > 0;

export const way = (rel) => [...document.querySelectorAll(`.turn [rel=${rel}]`)].find(shown)?.href;

function document_(href) {
  const address = href.split("#")[0];
  if (!ahead.has(address)) {
    ahead.set(address, read(address));
    ahead.get(address).catch(() => ahead.delete(address));
  }
  return ahead.get(address);
}

async function read(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return new DOMParser().parseFromString(await answer.text(), "text/html");
}

// Fetch the pages before and after, and what they show first.
export async function lookAhead() {
  for (const rel of ["next", "prev"]) {
    const href = way(rel);
    const next = href && (await document_(href).catch(() => null));
    for (const image of next?.querySelectorAll(".leaf > img") ?? []) {
      const other = image.parentElement.classList.contains("other");
      if (!other || document.querySelector(".view .two")?.getClientRects().length) fetchPicture(image);
    }
  }
}

const pictures = new Set(); // held, so that the browser keeps them decoded

function fetchPicture({ srcset, sizes, src }) {
  if ([...pictures].some((picture) => picture.srcset === srcset)) return;
  const picture = new Image();
  Object.assign(picture, { sizes, srcset, src });
  pictures.add(picture);
}

let wanted = "";

// Turn to the page at `href`; true when it is in place, false when another was asked for meanwhile.
export async function turnTo(href, { remember = true } = {}) {
  wanted = href;
  let next;
  try {
    next = await document_(href);
  } catch {
    location.assign(href);
    return false;
  }
  if (wanted !== href) return false;
  put(next);
  document.title = next.title;
  if (remember) history.pushState(null, "", href);
  return true;
}

function put(next) {
  const at = document.activeElement?.closest("[data-part]")?.dataset.part;
  for (const part of document.querySelectorAll("[data-part]")) {
    const other = next.querySelector(`[data-part=${part.dataset.part}]`).cloneNode(true);
    for (const image of other.querySelectorAll("img")) image.decoding = "sync";
    part.replaceWith(other);
  }
  document.querySelector("[data-view]").dataset.page = next.querySelector("[data-view]").dataset.page;
  if (at) [...document.querySelectorAll(`[data-part=${at}] a`)].find(shown)?.focus({ preventScroll: true });
}
