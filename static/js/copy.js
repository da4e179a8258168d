// The button beside an address shows itself only where the browser lets a page write to the clipboard.
for (const field of document.querySelectorAll(".copy")) {
  const button = field.querySelector("button");
  if (!button || !navigator.clipboard) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    const address = field.querySelector("input");
    address.select();
    try {
      await navigator.clipboard.writeText(address.value);
      field.querySelector("[role=status]").textContent = button.dataset.done;
    } catch {
      // Refused by the browser: the address stands selected, the keyboard copies it.
    }
  });
}
