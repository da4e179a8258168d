// Carrying a meeting with a mouse, a pen or a finger: it snaps to quarter hours and says them while it is carried.
import { blockOf, board, complain, isFolded, laneOf, minuteAt, same, shownDay, show, snapped, standing, titleOf, words } from "./place.js";
import { place, unplace } from "./moves.js";

const FAR_ENOUGH = 5, EDGE = 48, STRIDE = 14;
let carried = null;
let wasCarried = false;

board.addEventListener("pointerdown", (event) => {
  const block = event.target.closest("[data-may]");
  if (!block || event.button !== 0 || !event.isPrimary || isFolded()) return;
  const at = standing(block);
  const lane = block.closest(".lane");
  const held = lane && at.start !== null ? minuteAt(lane, event.clientX) - at.start : 0;
  carried = { block, at, held, x: event.clientX, y: event.clientY, pointer: event.pointerId, twin: null, target: null };
  wasCarried = false;
});

document.addEventListener("pointermove", (event) => {
  if (!carried || event.pointerId !== carried.pointer) return;
  const far = Math.hypot(event.clientX - carried.x, event.clientY - carried.y) > FAR_ENOUGH;
  if (!carried.twin && !far) return;
  if (!carried.twin) lift();
  Object.assign(carried, { x: event.clientX, y: event.clientY });
  aim();
});

document.addEventListener("pointerup", (event) => {
  if (!carried || event.pointerId !== carried.pointer) return;
  const { block, at, target, twin } = carried;
  letGo();
  // A click, if one comes of it, comes at once.
  setTimeout(() => { wasCarried = false; });
  if (twin && target) drop(block, at, target);
});
document.addEventListener("pointercancel", letGo);
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !carried?.twin) return;
  event.preventDefault();
  letGo();
});
// The click that ends a drag opens nothing.
board.addEventListener("click", (event) => {
  if (!wasCarried) return;
  wasCarried = false;
  event.preventDefault();
  event.stopImmediatePropagation();
}, true);

function lift() {
  wasCarried = true;
  carried.block.setPointerCapture(carried.pointer);
  const twin = carried.block.cloneNode(true);
  for (const name of ["id", "href", "data-key", "data-may", "data-start", "aria-current", "aria-describedby"]) twin.removeAttribute(name);
  twin.setAttribute("aria-hidden", "true");
  twin.classList.add("picked", "twin");
  carried.twin = twin;
  carried.block.classList.add("carried");
  board.classList.add("carrying");
  requestAnimationFrame(stroll);
}

/** What lies under the pointer: a lane, a day, the list of what is not placed. */
function aim() {
  const { at, held, twin, x, y } = carried;
  const under = document.elementFromPoint(x, y);
  const lane = under?.closest(".lane[data-room]"), day = under?.closest("[data-part=days] [data-day]"), tray = under?.closest("section")?.querySelector("[data-tray]");
  for (const each of board.querySelectorAll(".over")) each.classList.remove("over");
  carried.target = null;
  if (lane) {
    const to = { day: shownDay(), room: lane.dataset.room, start: snapped(minuteAt(lane, x) - held), minutes: at.minutes };
    carried.target = { to };
    show(twin, to);
    return;
  }
  twin.remove();
  const place = day ?? tray;
  if (!place) return;
  place.classList.add("over");
  carried.target = day ? { to: { ...at, day: day.dataset.day } } : { tray };
}

function drop(block, at, { to, tray }) {
  const title = titleOf(block), { key } = block.dataset;
  if (tray) {
    if (at.start !== null) unplace(block, title);
  } else if (to.start === null || (to.day !== at.day && !laneOf(to.room))) {
    complain(words("homeless"));
  } else if (!same(to, at)) {
    place(block, to, title).then(() => blockOf(key)?.focus({ preventScroll: true }));
  }
}

function letGo() {
  if (!carried) return;
  const { block, twin } = carried;
  twin?.remove();
  block.classList.remove("carried");
  board.classList.remove("carrying");
  for (const each of board.querySelectorAll(".over")) each.classList.remove("over");
  carried = null;
}

/** Near the edge of the window or of the lanes, these move on under the pointer. */
function stroll() {
  if (!carried?.twin) return;
  const { x, y } = carried;
  const scroll = board.querySelector(".fold .scroll");
  const box = scroll.getBoundingClientRect();
  const down = y < EDGE ? -STRIDE : y > innerHeight - EDGE ? STRIDE : 0;
  const within = y > box.top && y < box.bottom;
  const along = within && x > box.left && x < box.left + EDGE ? -STRIDE : within && x < box.right && x > box.right - EDGE ? STRIDE : 0;
  const beside = within && x > box.left && x < box.right;
  const upOrDown = beside && y < box.top + 2 * EDGE ? -STRIDE : beside && y > box.bottom - EDGE ? STRIDE : 0;
  if (upOrDown) scroll.scrollBy(0, upOrDown);
  if (down) scrollBy(0, down);
  if (along) scroll.scrollBy(along, 0);
  if (down || along || upOrDown) aim();
  requestAnimationFrame(stroll);
}
