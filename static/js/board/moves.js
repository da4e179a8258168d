// The deeds on a meeting of the board, however they were asked for.
import { blockOf, board, hours, laneOf, say, show, standing, titleOf, told, words } from "./place.js";
import { send } from "./save.js";

const address = (deed, key) => board.dataset[deed].replace("KEY", encodeURIComponent(key));
const clock = (at) => hours(at).slice(0, 5);

/** What a block looked like, to put it back as it was. */
export function remembered(block) {
  const { parentElement: parent, nextSibling: next, className } = block;
  const shown = block.querySelector(".hrs").textContent;
  return () => {
    parent.insertBefore(block, next?.parentElement === parent ? next : null);
    block.className = className;
    block.querySelector(".hrs").textContent = shown;
  };
}

/** Save a meeting at its new place. It is shown there at once, and goes back when it could not be saved. */
export async function place(block, at, title, { back = remembered(block) } = {}) {
  const { key, revision } = block.dataset;
  if (laneOf(at.room)) show(block, at);
  const values = { day: at.day, start: clock(at), minutes: at.minutes, room: at.room, seen: revision };
  const answer = await send(address("place", key), values);
  if (!answer) {
    back();
    return false;
  }
  say(words("saved", { title, place: laneOf(at.room) ? told(at, key, answer.broken) : hours(at) }));
  return true;
}

export async function unplace(block, title) {
  const { key, revision } = block.dataset;
  if (await send(address("unplace", key), { seen: revision })) say(words("away", { title }));
  blockOf(key)?.focus({ preventScroll: true });
}

export async function pin(block) {
  const { key, revision, pinned } = block.dataset;
  if (await send(address("pin", key), { seen: revision, pinned: pinned === undefined ? "y" : "" })) say(words("done"));
}

export async function step(deed) {
  const answer = await send(board.dataset[deed], {});
  if (!answer) return;
  const block = blockOf(answer.meeting);
  if (!block) return say(words("done"));
  const at = standing(block), title = titleOf(block);
  if (at.start === null) say(words("away", { title }));
  else say(words("now", { title, place: laneOf(at.room) ? told(at, answer.meeting, answer.broken) : hours(at) }));
  block.focus();
}
