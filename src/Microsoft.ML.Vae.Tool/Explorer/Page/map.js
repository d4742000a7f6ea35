// The map: dots of rows in two of the latent dimensions, the current point, and the way that is dragged.

const colors = ["#0b78c8", "#d1495b", "#2e8b57", "#b8860b", "#7a4fb5", "#d46a1f", "#128a8a", "#a33e8c", "#6b7a1d", "#7f6a5b"];
const step = 0.1, largeStep = 0.5, reach = 9, shortestDrag = 8;

export const colorOf = index => colors[index % colors.length];

/** Draws on a canvas, and reports what happens on it: pick({x, y, row}), and path(from, to) of two such points. */
export class LatentMap {
  constructor(canvas, { pick, path }) {
    Object.assign(this, { canvas, pick, path, rows: { x: [], y: [], classes: [] }, point: { x: 0, y: 0 }, half: 3.5, start: null });
    canvas.addEventListener("pointerdown", event => {
      canvas.setPointerCapture(event.pointerId);
      this.from = this.at(event);
      this.to = null;
    });
    canvas.addEventListener("pointermove", event => {
      if (this.from) {
        const to = this.at(event);
        this.to = Math.hypot(to.left - this.from.left, to.top - this.from.top) >= shortestDrag ? to : null;
        this.draw();
      }
    });
    canvas.addEventListener("pointerup", event => {
      const from = this.from, to = this.to;
      this.from = this.to = null;
      if (from && to)
        this.path(from, this.at(event));
      else if (from)
        this.pick(from);
      this.draw();
    });
    canvas.addEventListener("pointercancel", () => { this.from = this.to = null; this.draw(); });
    canvas.addEventListener("keydown", event => this.onKey(event));
    new ResizeObserver(() => this.draw()).observe(canvas);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.draw());
  }

  show(rows) {
    this.rows = rows;
    const largest = Math.max(3, ...rows.x.map(Math.abs), ...rows.y.map(Math.abs));
    this.half = Math.min(largest * 1.08, 100);
    this.draw();
  }

  moveTo(x, y) {
    this.point = { x, y };
    this.draw();
  }

  onKey(event) {
    const size = event.shiftKey ? largeStep : step;
    const moves = { ArrowLeft: [-size, 0], ArrowRight: [size, 0], ArrowUp: [0, size], ArrowDown: [0, -size] };
    const move = moves[event.key];
    if (move) {
      const bounded = value => Math.max(-this.half, Math.min(this.half, value));
      this.pick({ x: bounded(this.point.x + move[0]), y: bounded(this.point.y + move[1]), row: null });
    } else if (event.key === "Enter") {
      const here = { ...this.point, row: null };
      if (this.start) {
        this.path(this.start, here);
        this.start = null;
      } else {
        this.start = here;
      }
      this.draw();
    } else if (event.key === "Escape") {
      this.start = null;
      this.draw();
    } else {
      return;
    }
    event.preventDefault();
  }

  // The point under the pointer, and the row whose dot is there, if one is.
  at(event) {
    const box = this.canvas.getBoundingClientRect();
    const left = event.clientX - box.left, top = event.clientY - box.top;
    let row = null, nearest = reach;
    for (let i = 0; i < this.rows.x.length; i++) {
      const distance = Math.hypot(this.left(this.rows.x[i], box.width) - left, this.top(this.rows.y[i], box.height) - top);
      if (distance < nearest)
        [row, nearest] = [i, distance];
    }
    return {
      left, top, row,
      x: row === null ? (left / box.width * 2 - 1) * this.half : this.rows.x[row],
      y: row === null ? (1 - top / box.height * 2) * this.half : this.rows.y[row],
    };
  }

  left(x, width) { return (x / this.half + 1) / 2 * width; }
  top(y, height) { return (1 - y / this.half) / 2 * height; }

  draw() {
    const { canvas } = this, ratio = devicePixelRatio || 1;
    const width = canvas.clientWidth, height = canvas.clientHeight;
    if (!width)
      return;
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
    const pen = canvas.getContext("2d"), style = getComputedStyle(canvas);
    const value = name => style.getPropertyValue(name).trim();
    pen.scale(ratio, ratio);
    pen.lineWidth = 1;
    pen.font = "12px system-ui, sans-serif";
    for (let i = Math.ceil(-this.half); i <= this.half; i += this.half > 12 ? 10 : 1) {
      pen.strokeStyle = value(i === 0 ? "--soft" : "--line");
      pen.beginPath();
      pen.moveTo(this.left(i, width), 0);
      pen.lineTo(this.left(i, width), height);
      pen.moveTo(0, this.top(i, height));
      pen.lineTo(width, this.top(i, height));
      pen.stroke();
      pen.fillStyle = value("--soft");
      if (i !== 0) {
        pen.fillText(i, this.left(i, width) + 3, this.top(0, height) - 3);
        pen.fillText(i, this.left(0, width) + 3, this.top(i, height) - 3);
      }
    }
    const radius = this.rows.x.length > 1000 ? 2.2 : 3;
    pen.globalAlpha = 0.75;
    for (let i = 0; i < this.rows.x.length; i++) {
      pen.fillStyle = this.rows.classes.length ? colorOf(this.rows.classes[i]) : value("--dot");
      pen.beginPath();
      pen.arc(this.left(this.rows.x[i], width), this.top(this.rows.y[i], height), radius, 0, 2 * Math.PI);
      pen.fill();
    }
    pen.globalAlpha = 1;
    if (this.start)
      this.line(
        pen, this.left(this.start.x, width), this.top(this.start.y, height),
        this.left(this.point.x, width), this.top(this.point.y, height), value("--accent"));
    if (this.from && this.to)
      this.line(pen, this.from.left, this.from.top, this.to.left, this.to.top, value("--accent"));
    const x = this.left(this.point.x, width), y = this.top(this.point.y, height);
    for (const [color, size] of [[value("--card"), 5], [value("--text"), 2]]) {
      pen.strokeStyle = color;
      pen.lineWidth = size;
      pen.beginPath();
      pen.arc(x, y, 7, 0, 2 * Math.PI);
      pen.moveTo(x - 12, y);
      pen.lineTo(x + 12, y);
      pen.moveTo(x, y - 12);
      pen.lineTo(x, y + 12);
      pen.stroke();
    }
  }

  line(pen, fromLeft, fromTop, toLeft, toTop, color) {
    pen.strokeStyle = color;
    pen.lineWidth = 2;
    pen.beginPath();
    pen.moveTo(fromLeft, fromTop);
    pen.lineTo(toLeft, toTop);
    pen.stroke();
    pen.beginPath();
    pen.arc(toLeft, toTop, 4, 0, 2 * Math.PI);
    pen.fillStyle = color;
    pen.fill();
  }
}
