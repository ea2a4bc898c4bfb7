// Loads the page anew when the shelf has another edition. The browser then goes back to what was read, as it does
// whenever a page is loaded anew; nothing has to be kept for that.

const { mark, day, marks } = document.querySelector("script[data-mark]").dataset;
const EACH_MS = 1000;
const asked = `${marks}?day=${day}`;

// Nobody loses what is being written.
const writing = () => document.activeElement?.matches("input, textarea") && document.activeElement.value;

async function look() {
  if (document.hidden || writing()) return;
  try {
    const answer = await fetch(asked, { cache: "no-store" });
    if (answer.ok && (await answer.json()).mark !== mark) location.reload();
  } catch {
    // The server is being started again: the next look finds it.
  }
}

async function goOn() {
  await look();
  setTimeout(goOn, EACH_MS);
}

document.addEventListener("visibilitychange", look);
goOn();
