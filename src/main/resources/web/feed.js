// The live channel: connects, subscribes, resumes after a break, and says what happens through callbacks.

const FIRST_DELAY_MS = 500;
const MAX_DELAY_MS = 30_000;
const STABLE_MS = 5_000;
// The server closes with 1008 when it does not accept the token; trying again with the same one would not help.
const POLICY_VIOLATION = 1008;

export class Feed {
  #token;
  #on;
  #socket = null;
  #timer = 0;
  #delayMs = FIRST_DELAY_MS;
  #openedAt = 0;
  #epoch = null;
  #offset = null;
  #refused = false;
  #closed = false;

  /**
   * @param {string} token
   * @param {{state: function(string, string), reset: function(), positions: function(Array), event: function(object),
   *     message: function()}} on
   */
  constructor(token, on) {
    this.#token = token;
    this.#on = on;
  }

  open() {
    this.#on.state("waiting", "connecting …");
    const scheme = location.protocol === "https:" ? "wss:" : "ws:";
    let socket;
    try {
      socket = new WebSocket(`${scheme}//${location.host}/ws/tracking`, ["bearer", this.#token]);
    } catch (e) {
      // Characters that cannot stand in a header: no token of ours has them.
      this.#on.state("refused", "this is not a token");
      return;
    }
    this.#socket = socket;
    socket.onopen = () => this.#opened();
    socket.onmessage = (event) => this.#received(event.data);
    socket.onclose = (event) => this.#lost(event);
  }

  close() {
    this.#closed = true;
    clearTimeout(this.#timer);
    this.#socket?.close(1000);
  }

  /** Tries again at once, say because the network is back. */
  hurry() {
    if (!this.#closed && !this.#refused && this.#socket?.readyState === WebSocket.CLOSED) {
      clearTimeout(this.#timer);
      this.#delayMs = FIRST_DELAY_MS;
      this.open();
    }
  }

  #opened() {
    this.#openedAt = Date.now();
    const subscribe = {type: "subscribe", id: "page", vehicles: "*", snapshot: true, rate_hz: 2, batch: true};
    if (this.#epoch !== null && this.#offset !== null) {
      subscribe.resume = {epoch: this.#epoch, offset: this.#offset};
    }
    this.#socket.send(JSON.stringify(subscribe));
  }

  #received(text) {
    this.#on.message();
    let message;
    try {
      message = JSON.parse(text);
    } catch (e) {
      console.warn("a message that is not JSON", text.slice(0, 200));
      return;
    }
    switch (message.type) {
      case "subscribed":
        // Its offset is not remembered: what it promises, the snapshot or the missed updates, has not arrived yet.
        this.#epoch = message.epoch ?? null;
        if (message.recovered !== true) {
          // A snapshot follows; what was seen before may include vehicles that are gone.
          this.#offset = null;
          this.#on.reset();
        }
        this.#on.state("live", "live");
        break;
      case "vehicles_moved":
        this.#offset = message.offset ?? this.#offset;
        this.#on.positions(message.positions);
        break;
      case "vehicle_moved":
        this.#offset = message.offset ?? this.#offset;
        this.#on.positions([message]);
        break;
      case "event":
        this.#offset = message.offset ?? this.#offset;
        this.#on.event(message);
        break;
      case "error":
        this.#refused = message.code === "UNAUTHORIZED" || message.code === "FORBIDDEN";
        this.#on.state(this.#refused ? "refused" : "waiting", message.message ?? message.code);
        break;
      default:
        break;
    }
  }

  #lost(event) {
    if (this.#closed) {
      this.#on.state("idle", "not connected");
      return;
    }
    if (event.code === POLICY_VIOLATION || this.#refused) {
      this.#refused = true;
      this.#on.state("refused", event.reason || "the token was refused");
      return;
    }
    if (this.#openedAt && Date.now() - this.#openedAt > STABLE_MS) {
      this.#delayMs = FIRST_DELAY_MS;
    }
    this.#openedAt = 0;
    // Spread over half the delay: after a restart of the server not every page comes back in the same instant.
    const waitMs = this.#delayMs * (0.5 + Math.random() / 2);
    this.#delayMs = Math.min(this.#delayMs * 2, MAX_DELAY_MS);
    this.#on.state("waiting", `connection lost, trying again in ${Math.ceil(waitMs / 1000)} s`);
    this.#timer = setTimeout(() => this.open(), waitMs);
  }
}
