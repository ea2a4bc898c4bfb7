// The reader's place in an edition, kept on the device: the page, and what of it was looked at.

const NAME = "places";
const KEPT = 30; // editions

function places() {
  try {
    return JSON.parse(localStorage.getItem(NAME)) ?? {};
  } catch {
    return {};
  }
}

export const placeIn = (edition) => places()[edition] ?? null;

export function keepPlace(edition, place) {
  const { [edition]: _, ...others } = places();
  const latest = Object.entries(others).slice(1 - KEPT);
  try {
    localStorage.setItem(NAME, JSON.stringify(Object.fromEntries([...latest, [edition, place]])));
  } catch {
    // A browser that keeps nothing opens at page one.
  }
}
