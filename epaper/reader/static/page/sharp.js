// Sharper parts of the page, where the reader looks closer than the picture under them can show: the page's
// larger picture, then tiles, of what is seen. A part that cannot be had is left out; the picture stays.

const ENOUGH = 1.25; // a picture enlarged this much still looks sharp

export function sharpen(zoom) {
  const pane = zoom.pane.getBoundingClientRect();
  for (const leaf of zoom.leaves) {
    const { dataset } = leaf.querySelector(".sharp");
    const page = leaf.getBoundingClientRect();
    const wanted = page.width * devicePixelRatio;
    if (wanted <= basePx(leaf, dataset) * ENOUGH) continue;
    const parts = wanted <= dataset.imagePx * ENOUGH ? [{ file: dataset.image, x: 0, y: 0, w: 1, h: 1 }] : tiles(dataset);
    for (const part of parts) if (inSight(part, page, pane)) add(leaf, part);
  }
}

function basePx(leaf, { image, imagePx, smallPx }) {
  return Number(leaf.querySelector("img").currentSrc.endsWith(image) ? imagePx : smallPx);
}

// Tiles, their places and sizes as parts of the page.
function tiles(dataset) {
  const [width, height, size, columns] = ["widthPx", "heightPx", "tilePx", "columns"].map((name) => Number(dataset[name]));
  return dataset.tiles.split(" ").map((file, n) => {
    const [x, y] = [(n % columns) * size, Math.floor(n / columns) * size];
    return { file, x: x / width, y: y / height, w: Math.min(size, width - x) / width, h: Math.min(size, height - y) / height };
  });
}

function inSight({ x, y, w, h }, page, pane) {
  const [left, top] = [page.left + x * page.width, page.top + y * page.height];
  return left < pane.right && left + w * page.width > pane.left && top < pane.bottom && top + h * page.height > pane.top;
}

function add(leaf, { file, x, y, w }) {
  const parts = leaf.querySelector(".sharp");
  if ([...parts.children].some((part) => part.getAttribute("src") === file)) return;
  const part = new Image();
  Object.assign(part.style, { left: `${x * 100}%`, top: `${y * 100}%`, width: `${w * 100}%` });
  part.alt = "";
  part.decoding = "async";
  part.onerror = () => part.remove();
  part.src = file;
  parts.append(part);
}
