// How large the spread is shown in its pane, and which part of it: translate and scale, kept in bounds.
// Tells "zoom" after every change that has come to rest.

const READING = 4.2; // px a mm: body type then stands some 13 px high
const CLOSEST = 10; // px a mm: what the tiles have on a screen of simple density
export const calm = matchMedia("(prefers-reduced-motion: reduce)");

const within = (value, least, most) => Math.min(Math.max(value, least), most);

export class Zoom extends EventTarget {
  scale = 1;
  x = 0;
  y = 0;

  constructor(pane, widthMm) {
    super();
    this.pane = pane;
    this.widthMm = widthMm;
    new ResizeObserver(() => this.to(this.scale)).observe(pane);
  }

  get spread() {
    return this.pane.firstElementChild;
  }

  get leaves() {
    return [...this.spread.children].filter((leaf) => leaf.offsetWidth);
  }

  get zoomed() {
    return this.scale > 1.001;
  }

  // Scale at which body type can be read, and the largest there is.
  get reading() {
    return Math.max((READING * this.widthMm) / this.leaves[0].offsetWidth, 1.5);
  }

  get most() {
    return Math.max((CLOSEST * this.widthMm) / this.leaves[0].offsetWidth, this.reading);
  }

  // What is shown, as parts of the pane: the middle and the scale.
  get place() {
    const middle = (size, at) => Number(((size / 2 - at) / this.scale / size).toFixed(4));
    const { clientWidth, clientHeight } = this.pane;
    return { scale: this.scale, x: middle(clientWidth, this.x), y: middle(clientHeight, this.y) };
  }

  set place({ scale, x, y }) {
    const { clientWidth, clientHeight } = this.pane;
    this.x = clientWidth / 2 - x * clientWidth * scale;
    this.y = clientHeight / 2 - y * clientHeight * scale;
    this.scale = scale;
    this.to(scale);
  }

  // Zoom to `scale`, keeping the point (px, py) of the pane where it is.
  to(scale, { px = this.pane.clientWidth / 2, py = this.pane.clientHeight / 2, eased = false } = {}) {
    const next = within(scale, 1, this.most);
    this.x = px - ((px - this.x) * next) / this.scale;
    this.y = py - ((py - this.y) * next) / this.scale;
    this.scale = next;
    this.#show(eased);
  }

  pan(dx, dy, eased = false) {
    const [x, y] = [this.x, this.y];
    this.x += dx;
    this.y += dy;
    this.#show(eased);
    return this.x !== x || this.y !== y;
  }

  // To the head of the page, where reading begins.
  home() {
    const start = document.documentElement.dir === "rtl" ? -1 : 1;
    this.pan(start * 1e6, 1e6);
  }

  #show(eased) {
    const first = this.leaves[0];
    const left = Math.min(...this.leaves.map((leaf) => leaf.offsetLeft));
    const width = this.leaves.reduce((sum, leaf) => sum + leaf.offsetWidth, 0);
    this.x = this.#bound(this.x, left, width, this.pane.clientWidth);
    this.y = this.#bound(this.y, first.offsetTop, first.offsetHeight, this.pane.clientHeight);
    this.pane.classList.toggle("zoomed", this.zoomed);
    this.spread.classList.toggle("eased", eased);
    this.spread.style.transform = this.zoomed ? `translate(${this.x}px, ${this.y}px) scale(${this.scale})` : "";
    this.spread.style.setProperty("--scale", this.scale); // outlines stay as thin as they are
    clearTimeout(this.rest);
    this.rest = setTimeout(() => this.dispatchEvent(new Event("zoom")), eased ? 200 : 80);
  }

  // Where the content starts and how long it is, along one axis: no gap beside it, or in the middle.
  #bound(at, start, length, room) {
    const long = length * this.scale;
    const from = start * this.scale;
    return long <= room ? (room - long) / 2 - from : within(at, room - long - from, -from);
  }
}
