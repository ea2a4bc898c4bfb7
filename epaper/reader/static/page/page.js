// The page view put together: keys, buttons, what is remembered. Without it the page, its links and its
// downloads are there all the same.

import { Hand } from "./hand.js";
import { keepPlace, placeIn } from "./place.js";
import { sharpen } from "./sharp.js";
import { lookAhead, turnTo, way } from "./turn.js";
import { Zoom } from "./zoom.js";

const root = document.documentElement;
const view = document.querySelector("[data-view]");
const { edition, ratio, widthMm } = view.dataset;
view.style.setProperty("--ratio", ratio);
const zoom = new Zoom(view.querySelector("[data-pane]"), Number(widthMm));
const strip = view.querySelector("[data-pages]");
const page = () => Number(view.dataset.page);

// Turning
async function turn(href, options) {
  if (!href || !(await turnTo(href, options))) return;
  zoom.home();
  settle();
}

function settle() {
  outline();
  markThumbnail();
  keepPlace(edition, { page: page(), ...zoom.place });
  sharpen(zoom);
  const soon = window.requestIdleCallback ?? setTimeout;
  soon(() => lookAhead());
}

// The way a hand or key goes: a paper that is read from right to left is turned the other way.
const toward = (side) => ((side === "right") === (root.dir !== "rtl") ? "next" : "prev");

function open(link, event) {
  if (link) {
    const href = new URL(link.getAttribute("href"), location.href).href;
    if (link.hasAttribute("data-turn")) turn(href);
    else location.assign(href);
    return;
  }
  if (zoom.zoomed) return;
  const [first, last] = [zoom.leaves.at(0), zoom.leaves.at(-1)].map((leaf) => leaf.getBoundingClientRect());
  if (event.clientX < Math.min(first.left, last.left)) turn(way(toward("left")));
  if (event.clientX > Math.max(first.right, last.right)) turn(way(toward("right")));
}

new Hand(zoom, { open, turn: (side) => turn(way(toward(side))) });

document.addEventListener("click", (event) => {
  const link = event.target.closest(".turn a, a[data-turn]");
  if (!link || event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  turn(link.href);
});

let here = location.pathname;
addEventListener("popstate", () => {
  if (location.pathname === here && location.hash) outline();
  else turn(location.href, { remember: false });
});

// A story that the address names is outlined
function outline() {
  here = location.pathname;
  const slug = decodeURIComponent(location.hash.slice(1));
  for (const link of view.querySelectorAll("[data-story]")) {
    link.removeAttribute("id"); // the pane stays where it is: the browser must not scroll to it
    link.classList.toggle("told", link.dataset.story === slug);
  }
}

function markThumbnail() {
  for (const link of strip.querySelectorAll("a")) {
    if (Number(link.dataset.number) === page()) {
      link.setAttribute("aria-current", "page");
      const { offsetLeft, offsetTop, offsetWidth, offsetHeight } = link.parentElement;
      strip.scrollLeft = offsetLeft - (strip.clientWidth - offsetWidth) / 2;
      strip.scrollTop = offsetTop - (strip.clientHeight - offsetHeight) / 2;
    } else link.removeAttribute("aria-current");
  }
}

// Size: buttons and keys go by steps
const STEP = 1.5;
const size = {
  in: () => zoom.to(zoom.scale * STEP, { eased: true }),
  out: () => zoom.to(zoom.scale / STEP, { eased: true }),
  fit: () => zoom.to(1, { eased: true }),
};
for (const button of view.querySelectorAll("[data-zoom]")) button.addEventListener("click", size[button.dataset.zoom]);

const pairing = view.querySelector("[data-pairing]");
function pair(two) {
  if (two) delete root.dataset.sheets;
  else root.dataset.sheets = "one";
  pairing.setAttribute("aria-pressed", String(two));
  zoom.to(1);
}
pairing.addEventListener("click", () => {
  pair(root.dataset.sheets === "one");
  try {
    localStorage.setItem("sheets", root.dataset.sheets ?? "two");
  } catch {
    // It lasts for this page.
  }
  settle();
});

const NUDGE = 80; // px a key press
const MARGIN = 24; // px
const ends = () => [...strip.querySelectorAll("a")].map((link) => link.href);
const go = (side, dx) => (zoom.zoomed && zoom.pan(dx, 0, true) ? null : turn(way(toward(side))));
const keys = {
  ArrowLeft: () => go("left", NUDGE),
  ArrowRight: () => go("right", -NUDGE),
  ArrowUp: () => zoom.pan(0, NUDGE, true),
  ArrowDown: () => zoom.pan(0, -NUDGE, true),
  PageUp: () => turn(way("prev")),
  PageDown: () => turn(way("next")),
  Home: () => turn(ends().at(0)),
  End: () => turn(ends().at(-1)),
  "+": size.in,
  "=": size.in,
  "-": size.out,
  0: size.fit,
  Escape: () => (zoom.zoomed ? size.fit() : document.querySelector("[data-way-back]").click()),
};

addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input, textarea, select") || !keys[event.key]) return;
  if (/Arrow(Up|Down)/.test(event.key) && !zoom.zoomed) return; // the document scrolls
  event.preventDefault();
  keys[event.key]();
});

// The Tab key brings what it reaches into sight
zoom.pane.addEventListener("focusin", ({ target }) => {
  if (!zoom.zoomed || !target.matches(":focus-visible")) return;
  zoom.pan(0, 0); // ends a move that is under way: what moves cannot be measured
  const [story, pane] = [target.getBoundingClientRect(), zoom.pane.getBoundingClientRect()];
  zoom.pan(pane.left + MARGIN - story.left, pane.top + MARGIN - story.top);
  // The browser scrolls the document to where the story was before.
  requestAnimationFrame(() => zoom.pane.scrollIntoView({ block: "nearest", behavior: "instant" }));
});

zoom.addEventListener("zoom", () => {
  sharpen(zoom);
  keepPlace(edition, { page: page(), ...zoom.place });
});

pairing.setAttribute("aria-pressed", String(root.dataset.sheets !== "one"));
const last = placeIn(edition);
if (last?.page === page() && !location.hash) zoom.place = last;
settle();
if (location.hash.length > 1) scrollTo({ top: 0, behavior: "instant" });
