// One box ticks all of the page, and how many are ticked is told; without scripts the choice beside does the same.
const form = document.getElementById("many");
if (form) {
  const boxes = [...form.querySelectorAll("input[name=number]")];
  const all = form.querySelector("[data-all]");
  const told = form.querySelector("[data-ticked]");
  const tell = () => {
    const number = boxes.filter((box) => box.checked).length;
    all.checked = number > 0 && number === boxes.length;
    all.indeterminate = number > 0 && number < boxes.length;
    told.textContent = number ? ` (${number})` : "";
  };
  all.closest("label").hidden = false;
  let last = null;
  form.addEventListener("click", (event) => {
    const at = boxes.indexOf(event.target);
    if (at < 0) return;
    // With the shift key, all between this and the one before.
    if (event.shiftKey && last !== null) {
      for (const box of boxes.slice(Math.min(last, at), Math.max(last, at))) box.checked = event.target.checked;
    }
    last = at;
  });
  form.addEventListener("change", (event) => {
    if (event.target === all) for (const box of boxes) box.checked = all.checked;
    if (event.target === all || boxes.includes(event.target)) form.elements.whom.value = "ticked";
    tell();
  });
  tell();
}
