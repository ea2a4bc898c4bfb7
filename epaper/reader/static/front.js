// The front of an edition: the way back to the page that was read last on this device.

import { placeIn } from "./page/place.js";

const link = document.querySelector("[data-go-on]");
const page = placeIn(link.dataset.edition)?.page;
const leaf = page > 1 && document.querySelectorAll(".thumbnails a")[page - 1];
if (leaf) {
  link.href = leaf.href;
  link.textContent = link.dataset.goOn.replace("{page}", page);
  link.hidden = false;
}
