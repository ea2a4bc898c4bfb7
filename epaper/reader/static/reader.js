// What scripts add to every page: the reader's own light and text size, listening, sharing, printing, keys.

const root = document.documentElement;

for (const part of document.querySelectorAll(".only-js")) part.hidden = false;

function keep(name, value) {
  try {
    localStorage.setItem(name, value);
  } catch {
    // Private windows may keep nothing; the setting then lasts for this page.
  }
}

// Light and dark
const darkByDevice = matchMedia("(prefers-color-scheme: dark)");
const isDark = () => (root.dataset.theme ? root.dataset.theme === "dark" : darkByDevice.matches);

function labelThemeButtons() {
  for (const button of document.querySelectorAll("[data-theme-button]")) {
    button.setAttribute("aria-pressed", String(isDark()));
  }
}

for (const button of document.querySelectorAll("[data-theme-button]")) {
  button.addEventListener("click", () => {
    root.dataset.theme = isDark() ? "light" : "dark";
    keep("theme", root.dataset.theme);
    labelThemeButtons();
  });
}
darkByDevice.addEventListener("change", labelThemeButtons);
labelThemeButtons();

// Text size: five steps, the second is the page's own
const SIZES = 5;
const USUAL = 1;

function resize(step) {
  const now = Number(root.dataset.size ?? USUAL);
  root.dataset.size = String(Math.min(Math.max(now + step, 0), SIZES - 1));
  keep("text-size", root.dataset.size);
}
document.querySelector("[data-smaller]")?.addEventListener("click", () => resize(-1));
document.querySelector("[data-larger]")?.addEventListener("click", () => resize(1));

// A button that says something else for a while, or until it is pressed again
function swapWords(button) {
  [button.textContent, button.dataset.other] = [button.dataset.other, button.textContent];
}

// Listening: a paragraph an utterance, since some browsers end a long one after 15 seconds
const listen = document.querySelector("[data-listen]");
const voice = window.speechSynthesis;

function say(parts, language) {
  for (const part of parts) {
    const utterance = new SpeechSynthesisUtterance(part.textContent);
    utterance.lang = language;
    voice.speak(utterance);
    utterance.onend = () => {
      if (!voice.pending && !voice.speaking && listen.getAttribute("aria-pressed") === "true") quiet();
    };
  }
}

function quiet() {
  voice.cancel();
  listen.setAttribute("aria-pressed", "false");
  swapWords(listen);
}

if (listen && voice) {
  listen.hidden = false;
  listen.setAttribute("aria-pressed", "false");
  listen.addEventListener("click", () => {
    if (listen.getAttribute("aria-pressed") === "true") {
      quiet();
      return;
    }
    const article = document.querySelector("[data-article]");
    listen.setAttribute("aria-pressed", "true");
    swapWords(listen);
    say(article.querySelectorAll(".headline, .standfirst, .body > p, .body > blockquote, .crosshead"), article.lang);
  });
  addEventListener("pagehide", () => voice.cancel());
}

// Sharing: the device's own sheet, or the address copied
const share = document.querySelector("[data-share]");
share?.addEventListener("click", async () => {
  const address = document.querySelector("link[rel=canonical]")?.href ?? location.href;
  try {
    if (navigator.share) {
      await navigator.share({ title: document.title, url: address });
      return;
    }
    await navigator.clipboard.writeText(address);
    swapWords(share);
    setTimeout(() => swapWords(share), 2000);
  } catch (error) {
    if (error.name !== "AbortError") prompt("", address);
  }
});

document.querySelector("[data-print]")?.addEventListener("click", () => print());

// Keys: / to search, arrows from story to story
addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input, textarea, select, [role=region], svg")) return;
  if (event.key === "/") {
    event.preventDefault();
    const field = document.querySelector("input[type=search]");
    if (field) field.focus();
    else location.href = document.querySelector("[data-search-way]").href;
  }
  const rtl = root.dir === "rtl";
  const way = { ArrowLeft: rtl ? "next" : "prev", ArrowRight: rtl ? "prev" : "next" }[event.key];
  if (way && document.body.classList.contains("story")) {
    document.querySelector(`.neighbours [rel=${way}]`)?.click();
  }
});

// The word that there is no network
const word = document.querySelector("[data-offline-word]");
const tell = () => {
  word.hidden = navigator.onLine;
};
addEventListener("online", tell);
addEventListener("offline", tell);
tell();
