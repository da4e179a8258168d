// The organizer's board. Everything here can also be done by the forms of the page; scripts save the way there and back.
import { board, part, words } from "./board/place.js";
import "./board/drag.js";
import "./board/keys.js";
import { afterward, sendForm, visit } from "./board/save.js";

document.getElementById("how").textContent = words("how");

board.addEventListener("submit", (event) => {
  const form = event.target.closest("form[data-deed]");
  if (!form) return;
  event.preventDefault();
  sendForm(form);
});

// A click on a meeting opens its form without leaving the day that is shown.
board.addEventListener("click", async (event) => {
  const block = event.target.closest("a[data-key]");
  if (!block || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
  event.preventDefault();
  if (await visit(block.href)) document.getElementById(block.id)?.focus({ preventScroll: true });
});

const find = document.getElementById("find");
find.closest("[hidden]").hidden = false;

function filter() {
  const wanted = find.value.trim().toLocaleLowerCase();
  for (const each of part("unplaced").children) each.hidden = !each.textContent.toLocaleLowerCase().includes(wanted);
}
find.addEventListener("input", filter);
afterward(filter);
