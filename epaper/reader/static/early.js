// Runs before the page is shown, so that it comes in the reader's own light and size.
"use strict";
(() => {
  const root = document.documentElement;
  root.classList.add("js");
  try {
    const theme = localStorage.getItem("theme");
    const size = localStorage.getItem("text-size");
    if (theme === "dark" || theme === "light") root.dataset.theme = theme;
    if (size && /^[0-4]$/.test(size)) root.dataset.size = size;
    if (localStorage.getItem("sheets") === "one") root.dataset.sheets = "one";
  } catch {
    // A browser that keeps nothing shows the page as it comes.
  }
})();
