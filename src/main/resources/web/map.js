// A map without tiles: equirectangular, fitted to the vehicles, with a grid of degrees and a scale bar.

import {drawFences} from "./fences.js";

const PADDING_PX = 48;
const MIN_SPAN_DEG = 0.01;
const METRES_PER_DEGREE = 111_320;
const CLICK_RADIUS_PX = 18;
const OFF_ROUTE_PX = 15;
const TOP_LABELS_PX = 36;
// The view follows the fleet at this share of the difference a frame, so that it glides instead of jumping.
const FOLLOW = 0.15;

export class FleetMap {
  #canvas;
  #context;
  #vehicles;
  #view = null;
  #fences = [];
  #colours = {};

  /**
   * @param {HTMLCanvasElement} canvas
   * @param {Map<string, {id: string, name: string, lng: number, lat: number, heading: ?number, trail: Array,
   *     offRoute: boolean}>} vehicles
   */
  constructor(canvas, vehicles) {
    this.#canvas = canvas;
    this.#context = canvas.getContext("2d");
    this.#vehicles = vehicles;
    this.readColours();
    new ResizeObserver(() => this.#resize()).observe(canvas);
    this.#resize();
  }

  /** @param {Array} fences as the API lists them */
  showFences(fences) {
    this.#fences = fences;
    this.#canvas.dispatchEvent(new Event("redraw"));
  }

  readColours() {
    const style = getComputedStyle(document.documentElement);
    for (const name of ["text", "muted", "line", "accent", "warn", "bad", "panel"]) {
      this.#colours[name] = style.getPropertyValue(`--${name}`).trim();
    }
  }

  /** Draws one frame; true while the view still moves. */
  draw(selectedId, staleBeforeMs) {
    const c = this.#context;
    const {width, height} = this.#size();
    c.clearRect(0, 0, width, height);
    const moving = this.#fit();
    if (this.#view === null) {
      return false;
    }
    this.#grid();
    drawFences(c, this.#fences, {
      project: (lng, lat) => this.#project(lng, lat),
      pxPerDegree: this.#view.pxPerDegree,
      colour: this.#colours.muted,
    });
    c.lineWidth = 2;
    for (const vehicle of this.#vehicles.values()) {
      this.#trail(vehicle, vehicle.id === selectedId);
    }
    for (const vehicle of this.#vehicles.values()) {
      if (vehicle.id !== selectedId) {
        this.#arrow(vehicle, false, vehicle.time < staleBeforeMs);
      }
    }
    const selected = this.#vehicles.get(selectedId);
    if (selected) {
      this.#arrow(selected, true, selected.time < staleBeforeMs);
      this.#label(selected);
    }
    this.#scaleBar();
    return moving;
  }

  /** The id of the vehicle nearest to a point of the canvas, or null when none is near. */
  at(x, y) {
    let nearest = null;
    let nearestPx = CLICK_RADIUS_PX;
    if (this.#view !== null) {
      for (const vehicle of this.#vehicles.values()) {
        const [vx, vy] = this.#project(vehicle.lng, vehicle.lat);
        const distancePx = Math.hypot(vx - x, vy - y);
        if (distancePx < nearestPx) {
          nearestPx = distancePx;
          nearest = vehicle.id;
        }
      }
    }
    return nearest;
  }

  #size() {
    return {width: this.#canvas.clientWidth, height: this.#canvas.clientHeight};
  }

  #resize() {
    const ratio = window.devicePixelRatio || 1;
    const {width, height} = this.#size();
    this.#canvas.width = Math.round(width * ratio);
    this.#canvas.height = Math.round(height * ratio);
    this.#context.setTransform(ratio, 0, 0, ratio, 0, 0);
    this.#canvas.dispatchEvent(new Event("redraw"));
  }

  /** Moves the view towards the bounds of all vehicles. */
  #fit() {
    if (this.#vehicles.size === 0) {
      this.#view = null;
      return false;
    }
    let west = Infinity, south = Infinity, east = -Infinity, north = -Infinity;
    for (const {lng, lat} of this.#vehicles.values()) {
      west = Math.min(west, lng);
      east = Math.max(east, lng);
      south = Math.min(south, lat);
      north = Math.max(north, lat);
    }
    const {width, height} = this.#size();
    const lat = (south + north) / 2;
    const lng = (west + east) / 2;
    const squeeze = Math.max(Math.cos((lat * Math.PI) / 180), 0.05);
    const spanX = Math.max((east - west) * squeeze, MIN_SPAN_DEG);
    const spanY = Math.max(north - south, MIN_SPAN_DEG);
    const pxPerDegree = Math.min(
      Math.max(width - 2 * PADDING_PX, 50) / spanX, Math.max(height - 2 * PADDING_PX, 50) / spanY);
    const target = {lng, lat, squeeze, pxPerDegree};
    const view = this.#view;
    if (view === null || matchMedia("(prefers-reduced-motion: reduce)").matches) {
      this.#view = target;
      return false;
    }
    const offPx = Math.hypot((lng - view.lng) * squeeze, lat - view.lat) * pxPerDegree;
    const offScale = Math.abs(pxPerDegree / view.pxPerDegree - 1);
    // Small changes are left alone: a map that breathes with every position is hard to read.
    if (offPx < 12 && offScale < 0.03) {
      return false;
    }
    for (const key of ["lng", "lat", "squeeze", "pxPerDegree"]) {
      view[key] += (target[key] - view[key]) * FOLLOW;
    }
    return true;
  }

  #project(lng, lat) {
    const {width, height} = this.#size();
    const view = this.#view;
    return [
      width / 2 + (lng - view.lng) * view.squeeze * view.pxPerDegree,
      height / 2 - (lat - view.lat) * view.pxPerDegree,
    ];
  }

  #grid() {
    const c = this.#context;
    const {width, height} = this.#size();
    const view = this.#view;
    const step = niceStep(90 / view.pxPerDegree);
    const digits = Math.max(0, -Math.floor(Math.log10(step)));
    c.strokeStyle = this.#colours.line;
    c.fillStyle = this.#colours.muted;
    c.lineWidth = 1;
    c.font = "11px system-ui, sans-serif";
    const halfX = width / 2 / (view.squeeze * view.pxPerDegree);
    const halfY = height / 2 / view.pxPerDegree;
    c.textAlign = "center";
    c.textBaseline = "top";
    for (let i = Math.ceil((view.lng - halfX) / step); i * step <= view.lng + halfX; i++) {
      const [x] = this.#project(i * step, view.lat);
      this.#line(x, 0, x, height);
      c.fillText(degrees(i * step, digits, "E", "W"), x, 4);
    }
    c.textAlign = "left";
    c.textBaseline = "bottom";
    for (let i = Math.ceil((view.lat - halfY) / step); i * step <= view.lat + halfY; i++) {
      const [, y] = this.#project(view.lng, i * step);
      this.#line(0, y, width, y);
      // The topmost would lie on the labels of the meridians.
      if (y > TOP_LABELS_PX) {
        c.fillText(degrees(i * step, digits, "N", "S"), 4, y - 2);
      }
    }
  }

  #line(x1, y1, x2, y2) {
    const c = this.#context;
    c.beginPath();
    c.moveTo(Math.round(x1) + 0.5, Math.round(y1) + 0.5);
    c.lineTo(Math.round(x2) + 0.5, Math.round(y2) + 0.5);
    c.stroke();
  }

  #trail(vehicle, selected) {
    if (vehicle.trail.length < 2) {
      return;
    }
    const c = this.#context;
    c.strokeStyle = selected ? this.#colours.bad : this.#colours.accent;
    c.globalAlpha = selected ? 0.8 : 0.35;
    c.beginPath();
    for (const [lng, lat] of vehicle.trail) {
      const [x, y] = this.#project(lng, lat);
      c.lineTo(x, y);
    }
    c.stroke();
    c.globalAlpha = 1;
  }

  #arrow(vehicle, selected, stale) {
    const c = this.#context;
    const [x, y] = this.#project(vehicle.lng, vehicle.lat);
    c.save();
    c.translate(x, y);
    if (vehicle.offRoute) {
      c.strokeStyle = this.#colours.warn;
      c.lineWidth = 3;
      c.beginPath();
      c.arc(0, 0, OFF_ROUTE_PX, 0, 2 * Math.PI);
      c.stroke();
    }
    c.fillStyle = selected ? this.#colours.bad : stale ? this.#colours.muted : this.#colours.accent;
    c.strokeStyle = this.#colours.panel;
    c.lineWidth = 1.5;
    const size = selected ? 10 : 7;
    c.beginPath();
    if (vehicle.heading === null) {
      c.arc(0, 0, size * 0.7, 0, 2 * Math.PI);
    } else {
      c.rotate((vehicle.heading * Math.PI) / 180);
      c.moveTo(0, -size * 1.3);
      c.lineTo(size * 0.8, size);
      c.lineTo(0, size * 0.5);
      c.lineTo(-size * 0.8, size);
      c.closePath();
    }
    c.fill();
    c.stroke();
    c.restore();
  }

  #label(vehicle) {
    const c = this.#context;
    const {width} = this.#size();
    const [x, y] = this.#project(vehicle.lng, vehicle.lat);
    c.font = "600 12px system-ui, sans-serif";
    const right = x < width / 2;
    c.textAlign = right ? "left" : "right";
    c.textBaseline = "middle";
    c.lineWidth = 3;
    c.strokeStyle = this.#colours.panel;
    c.fillStyle = this.#colours.text;
    c.strokeText(vehicle.name, x + (right ? 16 : -16), y);
    c.fillText(vehicle.name, x + (right ? 16 : -16), y);
  }

  #scaleBar() {
    const c = this.#context;
    const {width, height} = this.#size();
    const metresPerPx = METRES_PER_DEGREE / this.#view.pxPerDegree;
    const metres = niceStep(80 * metresPerPx);
    const lengthPx = metres / metresPerPx;
    const right = width - 14;
    const y = height - 14;
    c.strokeStyle = this.#colours.text;
    c.fillStyle = this.#colours.text;
    c.lineWidth = 2;
    c.beginPath();
    c.moveTo(right - lengthPx, y - 5);
    c.lineTo(right - lengthPx, y);
    c.lineTo(right, y);
    c.lineTo(right, y - 5);
    c.stroke();
    c.font = "11px system-ui, sans-serif";
    c.textAlign = "center";
    c.textBaseline = "bottom";
    c.fillText(metres >= 1000 ? `${metres / 1000} km` : `${metres} m`, right - lengthPx / 2, y - 6);
  }
}

/** The smallest of 1, 2, 5 times a power of ten that is not below the given number. */
export function niceStep(least) {
  const power = 10 ** Math.floor(Math.log10(least));
  for (const factor of [1, 2, 5]) {
    if (factor * power >= least) {
      return factor * power;
    }
  }
  return 10 * power;
}

function degrees(value, digits, positive, negative) {
  return `${Math.abs(value).toFixed(digits)}° ${value < 0 ? negative : positive}`;
}
