// Moving a meeting by keyboard alone: pick up, move, put down.
import { QUARTER, blockOf, board, isMirrored, laneOf, lanes, part, same, say, show, shownDay, snapped, standing, tabOf, titleOf, told, words } from "./place.js";
import { pin, place, remembered, step, unplace } from "./moves.js";
import { afterward, visit } from "./save.js";

const AFTER_THE_LAST_KEY = 350;
let held = null;

function pickUp(block) {
  const from = standing(block);
  held = { block, from, at: { ...from }, back: remembered(block), title: titleOf(block) };
  if (from.start === null || !laneOf(from.room)) settle(block);
  block.classList.add("picked");
  say(words("picked", { title: held.title, place: told(held.at, block.dataset.key) }));
}

/** What has no place yet begins in the room asked for, or the first one, when the house opens. */
function settle(block) {
  const first = laneOf(block.dataset.asked ?? "") ?? lanes().find((lane) => !lane.dataset.shut) ?? lanes()[0];
  held.at = { ...held.at, room: first.dataset.room, start: held.from.start ?? 10 * 60 };
  showHeld();
}

function showHeld() {
  held.isMoving = true;
  show(held.block, held.at);
  held.block.classList.add("picked");
  held.block.focus({ preventScroll: true });
  held.block.scrollIntoView({ block: "nearest", inline: "nearest" });
  held.isMoving = false;
}

function move(change) {
  const at = { ...held.at, ...change };
  if (at.minutes < QUARTER || at.start !== snapped(at.start) || at.start + at.minutes > 24 * 60) return;
  held.at = at;
  showHeld();
  say(told(at, held.block.dataset.key), AFTER_THE_LAST_KEY);
}

function toLane(way) {
  const all = lanes();
  const next = all[all.indexOf(laneOf(held.at.room)) + way];
  if (next) move({ room: next.dataset.room });
}

async function toDay(way) {
  const tabs = [...part("days").querySelectorAll("[data-day]")];
  const next = tabs[tabs.indexOf(tabOf(shownDay())) + way];
  if (!next) return;
  const { block } = held;
  held.isMoving = true;
  const went = await visit(next.href);
  if (!held) return;
  held.isMoving = false;
  if (!went) return showHeld();
  // The fresh day may hold the meeting itself, where it stands until it is put down.
  blockOf(block.dataset.key)?.remove();
  held.at.day = next.dataset.day;
  held.isAway = true;
  showHeld();
  say(`${next.dataset.words}: ${told(held.at, block.dataset.key)}`, AFTER_THE_LAST_KEY);
}

/** End the move: everything as it was. */
async function putBack() {
  const { block, from, back, isAway, title } = held;
  held = null;
  if (isAway) {
    block.remove();
    await visit(tabOf(from.day).href);
  } else {
    back();
    block.classList.remove("picked");
  }
  blockOf(block.dataset.key)?.focus();
  say(words("back", { title }));
}

async function putDown() {
  const { block, from, at, back, isAway, title } = held;
  const { key } = block.dataset;
  held = null;
  block.classList.remove("picked");
  if (same(from, at)) {
    if (isAway) await visit(tabOf(from.day).href);
    say(words("saved", { title, place: told(at, key) }));
  } else if (!(await place(block, at, title, { back: isAway ? () => block.remove() : back }))) {
    if (isAway) await visit(tabOf(from.day).href);
  }
  blockOf(key)?.focus();
}

const HELD = {
  ArrowLeft: () => move({ start: held.at.start + (isMirrored() ? QUARTER : -QUARTER) }),
  ArrowRight: () => move({ start: held.at.start + (isMirrored() ? -QUARTER : QUARTER) }),
  ArrowUp: () => toLane(-1),
  ArrowDown: () => toLane(1),
  PageUp: () => toDay(-1),
  PageDown: () => toDay(1),
  "+": () => move({ minutes: held.at.minutes + QUARTER }),
  "=": () => move({ minutes: held.at.minutes + QUARTER }),
  "-": () => move({ minutes: held.at.minutes - QUARTER }),
  "−": () => move({ minutes: held.at.minutes - QUARTER }),
  Enter: putDown,
  Escape: putBack,
};

board.addEventListener("keydown", async (event) => {
  const block = event.target.closest("[data-may]");
  if (!block || event.ctrlKey || event.metaKey || event.altKey) return;
  if (held?.isMoving) {
    // A day is on its way; the key must not follow the link that the meeting is.
    if (event.key in HELD) event.preventDefault();
    return;
  }
  const letter = event.key.toLowerCase();
  if (letter === "p" || letter === "u") {
    event.preventDefault();
    const { key } = block.dataset, title = titleOf(block);
    if (held) await (letter === "p" ? putDown() : putBack());
    const there = blockOf(key);
    if (there) await (letter === "p" ? pin(there) : unplace(there, title));
  } else if (held && event.key in HELD) {
    event.preventDefault();
    await HELD[event.key]();
  } else if (!held && event.key === "Enter") {
    event.preventDefault();
    pickUp(block);
  }
});

// Who goes elsewhere leaves the meeting where it was.
board.addEventListener("focusout", (event) => {
  if (held && !held.isMoving && event.target === held.block && document.hasFocus()) putBack();
});
afterward(() => {
  if (held && !held.isMoving) held = null;
});

document.addEventListener("keydown", (event) => {
  if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "z") return;
  if (event.target.closest("input:not([type=hidden]), textarea, select, dialog")) return;
  event.preventDefault();
  if (!held) step(event.shiftKey ? "redo" : "undo");
});
