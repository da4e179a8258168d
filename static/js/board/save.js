// Sending a change and showing what the server makes of it: each part of the board is drawn there, and only there.
import { board, complain, say, shownDay, words } from "./place.js";

let isSaving = false;
const dialog = document.getElementById("clash");
const listeners = [];

/** Call it whenever parts of the board have been replaced. */
export const afterward = (listener) => listeners.push(listener);

/** Replace the parts of the board by those of an answer; what had the focus or was unfolded has it again. */
export function apply(answer) {
  const focused = document.activeElement?.id;
  const open = [...board.querySelectorAll("details[open]")].map((each) => each.id);
  const fresh = new DOMParser().parseFromString(answer.html, "text/html");
  for (const place of board.querySelectorAll("[data-part]")) {
    const instead = fresh.querySelector(`[data-part="${place.dataset.part}"]`);
    if (instead) renew(place, instead);
  }
  for (const id of open) document.getElementById(id)?.setAttribute("open", "");
  document.title = document.title.replace(/^[^·]*/, `${board.querySelector("h1").textContent} `);
  history.replaceState(null, "", answer.address);
  if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
  for (const listener of listeners) listener();
}

/** Put a fresh part in place of an old one; where it has as many children as before, only those that differ. */
function renew(old, fresh) {
  if (!old.children.length || old.children.length !== fresh.children.length) return old.replaceWith(fresh);
  const instead = [...fresh.children];
  for (const [turn, child] of [...old.children].entries()) {
    if (!child.isEqualNode(instead[turn])) child.replaceWith(instead[turn]);
  }
}

async function answered(address, options) {
  let response;
  try {
    response = await fetch(address, { ...options, headers: { Accept: "application/json" } });
  } catch {
    return { trouble: words("lost") };
  }
  const isReadable = response.headers.get("Content-Type")?.startsWith("application/json");
  if (!isReadable) return { trouble: words("stale") };
  try {
    return { status: response.status, ...(await response.json()) };
  } catch {
    return { trouble: words("lost") };
  }
}

/** Fetch a day, with a meeting picked for its form, and show it; whether that went well. */
export async function visit(address) {
  if (isSaving) return false;
  isSaving = true;
  const answer = await answered(address);
  isSaving = false;
  if (answer.html) apply(answer);
  else complain(answer.trouble ?? answer.words);
  return Boolean(answer.html);
}

/** Send a change. Gives the answer, or null when nothing was saved: what had been moved for show must then go back. */
export async function send(address, fields) {
  if (isSaving) {
    complain(words("saving"));
    return null;
  }
  const form = fields instanceof FormData ? fields : new FormData();
  if (form !== fields) for (const [name, value] of Object.entries(fields)) form.set(name, value);
  if (!form.get("on")) form.set("on", shownDay());
  const rooms = new URLSearchParams(location.search).get("rooms");
  if (rooms) form.set("rooms", rooms);
  if (!form.get("csrf_token")) form.set("csrf_token", board.querySelector("[name=csrf_token]").value);
  isSaving = true;
  board.setAttribute("aria-busy", "true");
  const answer = await answered(address, { method: "POST", body: form });
  isSaving = false;
  board.removeAttribute("aria-busy");
  if (answer.clash) ask(answer);
  else if (answer.html) apply(answer);
  else complain(answer.trouble ?? answer.words);
  return answer.status === 200 ? answer : null;
}

/** Send a form in place. */
export async function sendForm(form) {
  const answer = await send(form.action, new FormData(form));
  if (answer) say(words("done"));
  else document.getElementById("errors")?.focus();
}

function ask(answer) {
  dialog.innerHTML = answer.clash;
  const settle = () => {
    dialog.close();
    apply(answer);
    document.getElementById(`m-${answer.meeting}`)?.focus();
  };
  dialog.querySelector("[data-theirs]").addEventListener("click", (event) => {
    event.preventDefault();
    settle();
  });
  dialog.querySelector("form").addEventListener("submit", async (event) => {
    event.preventDefault();
    settle();
    await sendForm(event.target);
    document.getElementById(`m-${answer.meeting}`)?.focus();
  });
  dialog.oncancel = (event) => {
    event.preventDefault();
    settle();
  };
  dialog.showModal();
  // Nothing is decided by a key that was meant for something else.
  dialog.querySelector("#clash-name").focus();
}
