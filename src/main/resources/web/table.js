// The table of vehicles: one row each, changed in place, sorted by the column the user chose.

// About 11 m: enough for eyes, and the row fits beside the map.
const LOCATION_DIGITS = 4;

export class FleetTable {
  #body;
  #vehicles;
  #select;
  #rows = new Map();
  #sort = {key: "name", descending: false};

  /**
   * @param {HTMLTableElement} table
   * @param {Map} vehicles
   * @param {function(?string)} select called with the id of the vehicle that the user chose
   */
  constructor(table, vehicles, select) {
    this.#body = table.tBodies[0];
    this.#vehicles = vehicles;
    this.#select = select;
    for (const button of table.tHead.querySelectorAll("button")) {
      button.addEventListener("click", () => this.#sortBy(button));
    }
  }

  /** Brings the rows up to date. */
  draw(selectedId, nowMs, staleBeforeMs) {
    for (const [id, row] of this.#rows) {
      if (!this.#vehicles.has(id)) {
        row.element.remove();
        this.#rows.delete(id);
      }
    }
    for (const vehicle of this.#vehicles.values()) {
      const row = this.#rows.get(vehicle.id) ?? this.#add(vehicle.id);
      setText(row.name, vehicle.name);
      setText(row.place, `${vehicle.lat.toFixed(LOCATION_DIGITS)}, ${vehicle.lng.toFixed(LOCATION_DIGITS)}`);
      setText(row.speed, vehicle.speed === null ? "–" : vehicle.speed.toFixed(0));
      setText(row.age, age(nowMs - vehicle.time));
      row.element.classList.toggle("stale", vehicle.time < staleBeforeMs);
      row.element.classList.toggle("off-route", vehicle.offRoute);
      setText(row.alert, vehicle.offRoute ? "off route" : "");
      const selected = String(vehicle.id === selectedId);
      if (row.element.getAttribute("aria-current") !== selected) {
        row.element.setAttribute("aria-current", selected);
      }
    }
    this.#order();
  }

  /** Ids in the order of the rows. */
  ids() {
    return [...this.#body.rows].map((row) => row.dataset.id);
  }

  show(id) {
    this.#rows.get(id)?.element.scrollIntoView({block: "nearest"});
  }

  #add(id) {
    const element = this.#body.insertRow();
    element.dataset.id = id;
    const name = document.createElement("button");
    name.type = "button";
    name.title = id;
    const alert = document.createElement("span");
    element.insertCell().append(name, alert);
    const row = {element, name, alert, place: element.insertCell(), speed: element.insertCell(), age: element.insertCell()};
    row.speed.className = "number";
    row.age.className = "number";
    element.addEventListener("click", () =>
      this.#select(element.getAttribute("aria-current") === "true" ? null : id));
    this.#rows.set(id, row);
    return row;
  }

  #sortBy(button) {
    const key = button.dataset.sort;
    this.#sort = {key, descending: this.#sort.key === key && !this.#sort.descending};
    for (const header of button.closest("tr").cells) {
      header.removeAttribute("aria-sort");
    }
    button.closest("th").setAttribute("aria-sort", this.#sort.descending ? "descending" : "ascending");
    this.#order();
  }

  #order() {
    const {key, descending} = this.#sort;
    const direction = descending ? -1 : 1;
    const ordered = [...this.#vehicles.values()].sort(
      (a, b) => direction * compare(key, a, b) || a.id.localeCompare(b.id));
    // Rows that stand where they should are not touched: moving one takes the focus from it.
    let next = this.#body.firstElementChild;
    for (const vehicle of ordered) {
      const row = this.#rows.get(vehicle.id)?.element;
      if (!row) {
        continue;
      }
      if (row === next) {
        next = next.nextElementSibling;
      } else {
        this.#body.insertBefore(row, next);
      }
    }
  }
}

function compare(key, a, b) {
  if (key === "name") {
    return a.name.localeCompare(b.name, undefined, {numeric: true});
  }
  if (key === "time") {
    // The column shows ages: ascending is the youngest first.
    return b.time - a.time;
  }
  return (a[key] ?? -1) - (b[key] ?? -1);
}

function setText(element, text) {
  if (element.textContent !== text) {
    element.textContent = text;
  }
}

/** In one unit, so that the column keeps its width. Clocks of devices may be ahead of ours; nothing is younger than now. */
export function age(ms) {
  const s = Math.max(0, Math.round(ms / 1000));
  if (s < 60) {
    return `${s} s`;
  }
  if (s < 3600) {
    return `${Math.floor(s / 60)} min`;
  }
  return s < 86_400 ? `${Math.floor(s / 3600)} h` : `${Math.floor(s / 86_400)} d`;
}
