// The list of events, newest first, bounded.

const MAX_EVENTS = 50;

export class EventList {
  #list;
  #nameOf;
  #select;
  #ids = new Set();

  /**
   * @param {HTMLOListElement} list
   * @param {function(string): string} nameOf a vehicle's name by its id
   * @param {function(string)} select called with the id of the vehicle whose event the user chose
   */
  constructor(list, nameOf, select) {
    this.#list = list;
    this.#nameOf = nameOf;
    this.#select = select;
  }

  add(event) {
    // After a break some may come a second time.
    if (this.#ids.has(event.event_id)) {
      return;
    }
    this.#ids.add(event.event_id);
    const item = document.createElement("li");
    item.dataset.id = event.event_id;
    item.classList.toggle("alert", isAlert(event.event_type));
    const time = document.createElement("time");
    time.dateTime = event.timestamp;
    time.textContent = new Date(event.timestamp).toLocaleTimeString();
    item.append(time, " ");
    if (event.vehicle_id) {
      const vehicle = document.createElement("button");
      vehicle.type = "button";
      vehicle.textContent = this.#nameOf(event.vehicle_id);
      vehicle.addEventListener("click", () => this.#select(event.vehicle_id));
      item.append(vehicle, " ");
    }
    item.append(told(event.event_type, event.data));
    this.#list.prepend(item);
    while (this.#list.childElementCount > MAX_EVENTS) {
      this.#ids.delete(this.#list.lastElementChild.dataset.id);
      this.#list.lastElementChild.remove();
    }
  }

  clear() {
    this.#ids.clear();
    this.#list.replaceChildren();
  }
}

function isAlert(type) {
  return type === "vehicle.route_deviated" || type === "vehicle.overspeed" || type === "vehicle.offline";
}

function told(type, data) {
  switch (type) {
    case "geofence.entered":
    case "geofence.exited":
    case "geofence.crossed":
      return `${type.slice("geofence.".length)} ${data.geofence_name}`;
    case "geofence.dwelled":
      return `stays in ${data.geofence_name}`;
    case "vehicle.route_deviated":
      return `is ${Math.round(data.distance_from_route_m)} m off its route`;
    case "vehicle.route_rejoined":
      return "is back on its route";
    case "vehicle.overspeed":
      return `drives ${Math.round(data.speed)} where ${Math.round(data.limit_kmh)} km/h are allowed`;
    case "vehicle.online":
      return "is heard again";
    case "vehicle.offline":
      return "is silent";
    case "trip.status_changed":
      return `trip: ${data.to}`;
    default:
      return type;
  }
}
