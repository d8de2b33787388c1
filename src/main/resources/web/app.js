// The live page: token, feed, map and table put together.

import {EventList} from "./events.js";
import {Feed} from "./feed.js";
import {FleetMap} from "./map.js";
import {FleetTable} from "./table.js";

const TOKEN_KEY = "headway.token";
const TRAIL_LENGTH = 40;
const MAX_VEHICLES = 20_000;
const STALE_MS = 60_000;
const PAGE = 200;
const MAX_PAGES = 100;

const byId = (id) => document.getElementById(id);
const vehicles = new Map();
const names = new Map();
const offRoute = new Set();
const map = new FleetMap(byId("map"), vehicles);
const table = new FleetTable(document.querySelector("table"), vehicles, select);
const events = new EventList(byId("events"), nameOf, select);
const counted = {messages: 0, positions: 0};
let selectedId = null;
let feed = null;
let generation = 0;
let frameAsked = false;

start();

function start() {
  const token = tokenFromAddress() ?? sessionStorage.getItem(TOKEN_KEY);
  if (token) {
    signIn(token);
  } else {
    askForToken("");
  }
  byId("sign-in").addEventListener("submit", (event) => {
    event.preventDefault();
    signIn(byId("token").value.trim());
  });
  byId("sign-out").addEventListener("click", () => askForToken(""));
  byId("map").addEventListener("click", (event) => select(map.at(event.offsetX, event.offsetY)));
  byId("map").addEventListener("keydown", stepThroughVehicles);
  byId("map").addEventListener("redraw", askForFrame);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    map.readColours();
    askForFrame();
  });
  addEventListener("online", () => feed?.hurry());
  addEventListener("hashchange", () => {
    const pasted = tokenFromAddress();
    if (pasted) {
      signIn(pasted);
    }
  });
  setInterval(everySecond, 1000);
}

/** A token in the fragment never reaches a server; it is taken out so that it is not copied with the address. */
function tokenFromAddress() {
  const token = new URLSearchParams(location.hash.slice(1)).get("token");
  if (token !== null) {
    history.replaceState(null, "", location.pathname + location.search);
  }
  return token || null;
}

function askForToken(problem) {
  stop();
  sessionStorage.removeItem(TOKEN_KEY);
  byId("live").hidden = true;
  byId("sign-out").hidden = true;
  byId("sign-in").hidden = false;
  byId("problem").textContent = problem;
  byId("token").value = "";
  byId("token").focus();
}

function stop() {
  generation++;
  feed?.close();
  feed = null;
  vehicles.clear();
  names.clear();
  offRoute.clear();
  events.clear();
  map.showFences([]);
  selectedId = null;
}

function signIn(token) {
  stop();
  if (!token) {
    askForToken("Please enter a token.");
    return;
  }
  const current = generation;
  sessionStorage.setItem(TOKEN_KEY, token);
  byId("sign-in").hidden = true;
  byId("sign-out").hidden = false;
  byId("live").hidden = false;
  feed = new Feed(token, {
    state: (state, text) => current === generation && showState(state, text),
    reset: () => current === generation && vehicles.clear(),
    positions: (positions) => current === generation && moved(positions),
    event: (event) => current === generation && happened(event),
    message: () => counted.messages++,
  });
  feed.open();
  const fences = [];
  load("vehicles", token, current, named);
  load("geofences", token, current, (fence) => fences.push(fence))
    .then(() => current === generation && map.showFences(fences));
  load("tracking/deviations", token, current, ({vehicle_id: id}) => markOffRoute(id, true));
}

function showState(state, text) {
  byId("state").dataset.state = state;
  byId("state").textContent = text;
  if (state === "refused") {
    askForToken(`Refused: ${text}`);
  }
}

/** Page by page. A token may watch without the right to list; then the page shows what the feed tells. */
async function load(what, token, current, each) {
  let cursor = null;
  try {
    for (let page = 0; page < MAX_PAGES; page++) {
      const query = new URLSearchParams({limit: PAGE});
      if (cursor) {
        query.set("cursor", cursor);
      }
      const answer = await fetch(`/api/v1/${what}?${query}`, {headers: {Authorization: `Bearer ${token}`}});
      if (!answer.ok || current !== generation) {
        return;
      }
      const body = await answer.json();
      body.data.forEach(each);
      askForFrame();
      cursor = body.meta.pagination?.next_cursor;
      if (!cursor) {
        return;
      }
    }
  } catch (e) {
    console.warn(`${what}: not available`, e);
  }
}

function named({id, name}) {
  names.set(id, shortName(name));
  const vehicle = vehicles.get(id);
  if (vehicle) {
    vehicle.name = shortName(name);
  }
}

function nameOf(id) {
  return names.get(id) ?? id.slice(0, 8);
}

function happened(event) {
  if (event.event_type === "vehicle.route_deviated" || event.event_type === "vehicle.route_rejoined") {
    markOffRoute(event.vehicle_id, event.event_type === "vehicle.route_deviated");
  }
  events.add(event);
  askForFrame();
}

function markOffRoute(id, off) {
  if (off) {
    offRoute.add(id);
  } else {
    offRoute.delete(id);
  }
  const vehicle = vehicles.get(id);
  if (vehicle) {
    vehicle.offRoute = off;
  }
}

/** A vehicle that registered itself over JSON is named after its id: the first part tells it from the others. */
function shortName(name) {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(name) ? name.slice(0, 8) : name;
}

function moved(positions) {
  counted.positions += positions.length;
  for (const {vehicle_id: id, position, speed, heading, timestamp} of positions) {
    const time = typeof timestamp === "number" ? timestamp : Date.parse(timestamp);
    const known = vehicles.get(id);
    if (!known && vehicles.size >= MAX_VEHICLES) {
      continue;
    }
    const vehicle = known ?? {id, name: nameOf(id), trail: [], offRoute: offRoute.has(id)};
    vehicle.lng = position[0];
    vehicle.lat = position[1];
    vehicle.speed = speed ?? null;
    vehicle.heading = heading ?? null;
    vehicle.time = time;
    vehicle.trail.push(position);
    if (vehicle.trail.length > TRAIL_LENGTH) {
      vehicle.trail.shift();
    }
    vehicles.set(id, vehicle);
  }
  askForFrame();
}

function select(id) {
  selectedId = id;
  if (id !== null) {
    table.show(id);
  }
  askForFrame();
}

function stepThroughVehicles(event) {
  if (event.key === "Escape") {
    select(null);
    return;
  }
  const step = {ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1}[event.key];
  const ids = table.ids();
  if (step === undefined || ids.length === 0) {
    return;
  }
  event.preventDefault();
  const place = ids.indexOf(selectedId);
  select(ids[place < 0 ? 0 : (place + step + ids.length) % ids.length]);
}

/** However many messages arrive, the page is drawn once a frame, and not at all while nobody sees it. */
function askForFrame() {
  if (!frameAsked) {
    frameAsked = true;
    requestAnimationFrame(draw);
  }
}

function draw() {
  frameAsked = false;
  const nowMs = Date.now();
  table.draw(selectedId, nowMs, nowMs - STALE_MS);
  byId("empty").hidden = vehicles.size > 0;
  if (map.draw(selectedId, nowMs - STALE_MS)) {
    askForFrame();
  }
}

function everySecond() {
  byId("count").textContent = vehicles.size;
  byId("messages").textContent = counted.messages;
  byId("positions").textContent = counted.positions;
  counted.messages = 0;
  counted.positions = 0;
  askForFrame();
}
