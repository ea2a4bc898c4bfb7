// The reader's hand on the pane: pinch, wheel, drag with momentum, swipe, a tap or click, two of them.

import { calm } from "./zoom.js";

const DRAG_PX = 8; // less is an unsteady finger
const SWIPE_PX = 45;
const TWICE_MS = 260; // a second tap within this time enlarges; a single one opens after it
const SLOWING = 0.94; // of the speed, kept from frame to frame

export class Hand {
  fingers = new Map();
  moved = false;
  lastZoom = 0;

  // `open(link, event)` is told of a tap on a link, or beside the page with link null; `turn(way)` of a swipe.
  constructor(zoom, { open, turn }) {
    Object.assign(this, { zoom, open, turn, pane: zoom.pane });
    const on = (name, act, options) => this.pane.addEventListener(name, act.bind(this), options);
    on("pointerdown", this.down);
    on("pointermove", this.move);
    on("pointerup", this.up);
    on("pointercancel", this.up);
    on("wheel", this.wheel, { passive: false });
    on("click", this.click, true);
    on("dragstart", (event) => event.preventDefault());
  }

  down(event) {
    if (event.button !== 0) return;
    cancelAnimationFrame(this.gliding);
    if (!this.fingers.size) this.moved = false;
    this.fingers.set(event.pointerId, event);
    this.begin = event;
    this.speed = [0, 0];
  }

  move(event) {
    const last = this.fingers.get(event.pointerId);
    if (!last) return;
    const [dx, dy] = [event.clientX - last.clientX, event.clientY - last.clientY];
    if (this.fingers.size === 2) this.pinch(event);
    else if (this.#drags(event)) this.drag(dx, dy, event);
    else return;
    this.fingers.set(event.pointerId, event);
  }

  #drags(event) {
    const far = Math.hypot(event.clientX - this.begin.clientX, event.clientY - this.begin.clientY) > DRAG_PX;
    if (far && !this.moved && (this.zoom.zoomed || event.pointerType !== "mouse")) {
      this.moved = true;
      this.pane.setPointerCapture(event.pointerId);
      this.pane.classList.add("held");
    }
    return this.moved;
  }

  drag(dx, dy, event) {
    if (this.zoom.zoomed) {
      this.zoom.pan(dx, dy);
      const ms = Math.max(event.timeStamp - this.fingers.get(event.pointerId).timeStamp, 1);
      this.speed = [dx, dy].map((way, n) => 0.6 * this.speed[n] + 0.4 * ((way / ms) * 16));
    } else {
      this.zoom.spread.style.translate = `${event.clientX - this.begin.clientX}px`;
    }
  }

  pinch(event) {
    this.moved = true;
    this.zoom.spread.style.translate = "";
    const other = [...this.fingers.values()].find((finger) => finger.pointerId !== event.pointerId);
    const last = this.fingers.get(event.pointerId);
    const apart = (finger) => Math.hypot(finger.clientX - other.clientX, finger.clientY - other.clientY);
    this.zoom.pan((event.clientX - last.clientX) / 2, (event.clientY - last.clientY) / 2);
    const middle = { clientX: (event.clientX + other.clientX) / 2, clientY: (event.clientY + other.clientY) / 2 };
    this.zoom.to((this.zoom.scale * apart(event)) / Math.max(apart(last), 1), this.#at(middle));
  }

  up(event) {
    if (!this.fingers.delete(event.pointerId) || this.fingers.size) return;
    this.pane.classList.remove("held");
    this.zoom.spread.style.translate = "";
    if (!this.moved || event.type === "pointercancel") return;
    const [dx, dy] = [event.clientX - this.begin.clientX, event.clientY - this.begin.clientY];
    if (this.zoom.zoomed) this.glide();
    else if (Math.abs(dx) > SWIPE_PX && Math.abs(dx) > 1.5 * Math.abs(dy)) this.turn(dx < 0 ? "right" : "left");
  }

  glide() {
    if (calm.matches || Math.hypot(...this.speed) < 0.5) return;
    this.speed = this.speed.map((way) => way * SLOWING);
    if (this.zoom.pan(...this.speed)) this.gliding = requestAnimationFrame(() => this.glide());
  }

  // The wheel enlarges at the pointer. Where it can do nothing more it scrolls on to what is below.
  wheel(event) {
    const away = event.deltaY > 0 ? !this.zoom.zoomed : scrollY > 0 && !this.zoom.zoomed;
    if (away && !event.ctrlKey && event.timeStamp - this.lastZoom > 300) return;
    event.preventDefault();
    if (away && !event.ctrlKey) return;
    this.lastZoom = event.timeStamp;
    const lines = event.deltaMode === 1 ? 16 : 1;
    if (event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY)) {
      this.zoom.pan(-(event.deltaX || event.deltaY) * lines, 0);
    } else {
      const speed = event.ctrlKey ? 0.01 : 0.002;
      this.zoom.to(this.zoom.scale * Math.exp(-event.deltaY * lines * speed), this.#at(event));
    }
  }

  click(event) {
    if (event.detail === 0) return this.#keyed(event);
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (this.moved) return;
    const twice = this.waiting && event.timeStamp - this.last < TWICE_MS + 100;
    clearTimeout(this.waiting);
    this.waiting = null;
    if (twice) return this.twice(event);
    this.last = event.timeStamp;
    const link = event.target.closest("a");
    link?.classList.add("chosen");
    this.waiting = setTimeout(() => {
      this.waiting = null;
      link?.classList.remove("chosen");
      this.open(link, event);
    }, TWICE_MS);
  }

  // Enter on a link opens it at once.
  #keyed(event) {
    event.preventDefault();
    this.open(event.target.closest("a"), event);
  }

  twice(event) {
    for (const link of this.pane.querySelectorAll(".chosen")) link.classList.remove("chosen");
    this.zoom.to(this.zoom.zoomed ? 1 : this.zoom.reading, { ...this.#at(event), eased: true });
  }

  #at({ clientX, clientY }) {
    const pane = this.pane.getBoundingClientRect();
    return { px: clientX - pane.left - this.pane.clientLeft, py: clientY - pane.top - this.pane.clientTop };
  }
}
