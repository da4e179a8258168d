// A ready sentence fills the field beside it, to be edited; what somebody typed there is left alone.
for (const pair of document.querySelectorAll("[data-ready]")) {
  const choice = pair.querySelector("select");
  const words = pair.querySelector("textarea");
  let filled = "";
  choice.addEventListener("change", () => {
    if (words.value && words.value !== filled) return;
    filled = choice.value ? choice.selectedOptions[0].textContent : "";
    words.value = filled;
  });
}
