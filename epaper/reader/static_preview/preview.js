// Loads the page anew when the shelf has another edition, at the place where it was.

const { mark, day, marks } = document.querySelector("script[data-mark]").dataset;
const EACH_MS = 1000;
const PLACE = "preview-place";
const asked = `${marks}?day=${day}`;

// Once, right after the page has loaded itself
function restore() {
  try {
    const { address, x, y } = JSON.parse(sessionStorage.getItem(PLACE)) ?? {};
    sessionStorage.removeItem(PLACE);
    if (address === location.pathname) scrollTo({ left: x, top: y, behavior: "instant" });
  } catch {
    // A browser that keeps nothing goes where it thinks best.
  }
}

function renew() {
  try {
    sessionStorage.setItem(PLACE, JSON.stringify({ address: location.pathname, x: scrollX, y: scrollY }));
  } catch {
    // As above.
  }
  location.reload();
}

// Nobody loses what is being written.
const writing = () => document.activeElement?.matches("input, textarea") && document.activeElement.value;

async function look() {
  if (document.hidden || writing()) return;
  try {
    const answer = await fetch(asked, { cache: "no-store" });
    if (answer.ok && (await answer.json()).mark !== mark) renew();
  } catch {
    // The server is being started again: the next look finds it.
  }
}

async function goOn() {
  await look();
  setTimeout(goOn, EACH_MS);
}

addEventListener("load", restore);
document.addEventListener("visibilitychange", look);
goOn();
