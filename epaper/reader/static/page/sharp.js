// Sharper parts of the page, where the reader looks closer than the picture under them can show: the page's
// larger picture, then tiles for what is seen. A part that cannot be had is left out; the picture stays.

const ENOUGH = 1.25; // a picture enlarged this much still looks sharp

export function sharpen(zoom) {
  for (const leaf of zoom.leaves) {
    const data = leaf.querySelector(".sharp").dataset;
    const wanted = leaf.offsetWidth * zoom.scale * devicePixelRatio;
    if (wanted <= basePx(leaf, data) * ENOUGH) continue;
    if (wanted <= data.imagePx * ENOUGH) add(leaf, data.image, 0, 0, 1);
    else for (const tile of seenTiles(zoom, leaf, data)) add(leaf, tile.file, tile.x, tile.y, tile.w);
  }
}

function basePx(leaf, data) {
  const shown = leaf.querySelector("img").currentSrc;
  return Number(shown.endsWith(data.image) ? data.imagePx : data.smallPx);
}

// Tiles within the pane; places and widths as parts of the page.
function seenTiles(zoom, leaf, data) {
  const [width, height, size] = [data.widthPx, data.heightPx, data.tilePx].map(Number);
  const page = leaf.getBoundingClientRect();
  const pane = zoom.pane.getBoundingClientRect();
  const px = page.width / width;
  return data.tiles
    .split(" ")
    .map((file, n) => ({ file, column: n % data.columns, row: Math.floor(n / data.columns) }))
    .filter(({ column, row }) => {
      const [left, top] = [page.left + column * size * px, page.top + row * size * px];
      return left < pane.right && left + size * px > pane.left && top < pane.bottom && top + size * px > pane.top;
    })
    .map(({ file, column, row }) => ({
      file,
      x: (column * size) / width,
      y: (row * size) / height,
      w: Math.min(size, width - column * size) / width,
    }));
}

function add(leaf, file, x, y, w) {
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
