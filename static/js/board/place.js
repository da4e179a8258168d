// Where meetings stand on the board: minutes after midnight on lanes of rooms, read from the page and shown on it.
export const FIRST = 8 * 60, LAST = 20 * 60, QUARTER = 15;
export const board = document.getElementById("board");

export const part = (name) => board.querySelector(`[data-part="${name}"]`);
export const blockOf = (key) => document.getElementById(`m-${key}`);
export const laneOf = (room) => board.querySelector(`.lane[data-room="${CSS.escape(room)}"]`);
export const lanes = () => [...board.querySelectorAll(".lane[data-room]")];
export const shownDay = () => part("head").querySelector("h1").dataset.day;
export const tabOf = (day) => part("days").querySelector(`[data-day="${day}"]`);
export const isMirrored = () => getComputedStyle(board).direction === "rtl";
/** On a phone the lanes are lists, and nothing can be dropped by its place. */
export const isFolded = () => matchMedia("(max-width: 47.99rem)").matches;

/** The page's own words with values filled in; from right to left each value stands isolated, as in <bdi>. */
export function words(name, values = {}) {
  const [open, close] = isMirrored() ? ["\u2068", "\u2069"] : ["", ""];
  const sentence = board.dataset[`words${name[0].toUpperCase()}${name.slice(1)}`];
  return sentence.replace(/\{(\w+)\}/g, (whole, key) => (key in values ? `${open}${values[key]}${close}` : whole));
}

export const titleOf = (block) => block.querySelector("strong").textContent;

const clock = (minutes) => `${String(Math.floor(minutes / 60) % 24).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
export const hours = (at) => `${clock(at.start)}–${clock(at.start + at.minutes)}`;

/** Where a block stands: day, room, start and length; no start while it has no hours. */
export function standing(block) {
  const { start, minutes, room } = block.dataset;
  return {
    day: shownDay(),
    room: room ?? "",
    start: start === undefined ? null : Number(start),
    minutes: Number(minutes),
  };
}

export const same = (one, other) => ["day", "room", "start", "minutes"].every((name) => one[name] === other[name]);

/** A start that the grid shows, on a quarter of an hour. */
export function snapped(minutes) {
  return Math.min(Math.max(Math.round(minutes / QUARTER) * QUARTER, FIRST), LAST - QUARTER);
}

/** The minute of the day at a point of a lane, from right to left where the page runs so. */
export function minuteAt(lane, x) {
  const style = getComputedStyle(lane);
  const name = Number.parseFloat(style.gridTemplateColumns);
  const box = lane.getBoundingClientRect();
  const along = style.direction === "rtl" ? box.right - name - x : x - box.left - name;
  return FIRST + (along / (box.width - name)) * (LAST - FIRST);
}

/** Show a block at hours on a lane. */
export function show(block, at) {
  const first = (at.start - FIRST) / QUARTER;
  const length = Math.max(Math.min(Math.ceil(at.minutes / QUARTER), (LAST - FIRST) / QUARTER - first), 1);
  block.className = block.className.replace(/\b[qd]\d+\b/g, "").trim();
  block.classList.add(`q${first}`, `d${length}`);
  block.querySelector(".hrs").textContent = hours(at);
  const lane = laneOf(at.room);
  if (block.parentElement !== lane) lane.append(block);
}

/** What stands in the way at that place, in words; nothing when it is free. */
function inTheWay(at, key) {
  const lane = laneOf(at.room);
  if (lane.dataset.shut) return lane.dataset.shut;
  const other = [...lane.querySelectorAll(".blk[data-start]:not(.off)")].find((each) => {
    const there = standing(each);
    return each.dataset.key !== key && there.start < at.start + at.minutes && at.start < there.start + there.minutes;
  });
  return other ? titleOf(other) : "";
}

/** A place in words: "Room XXIII, 13:15–14:45". Only the server knows that it is free, and then `broken` is empty. */
export function told(at, key, broken) {
  const why = broken ?? inTheWay(at, key);
  const name = why ? "taken" : broken === "" ? "free" : "at";
  return words(name, { room: laneOf(at.room).dataset.name, hours: hours(at), why });
}

const spoken = document.getElementById("told");
const trouble = document.getElementById("trouble");
let waiting;

function note(place, text, kind) {
  const line = document.createElement("p");
  line.className = `note ${kind}`;
  line.textContent = text;
  place.replaceChildren(line);
}

/** Say something politely, after the last key and not at each. */
export function say(text, after = 0) {
  clearTimeout(waiting);
  trouble.replaceChildren();
  waiting = setTimeout(() => note(spoken, text, "here"), after);
}

export function complain(text) {
  clearTimeout(waiting);
  spoken.replaceChildren();
  note(trouble, text, "err");
}
