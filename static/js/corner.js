// Public pages are the same for everyone. Who is signed in (a cookie without a secret says so) sees a name in the corner.
const corner = document.querySelector("[data-corner]");
if (corner && /(^|; )linkage_in=1/.test(document.cookie)) {
  try {
    const answer = await fetch(corner.dataset.corner);
    if (answer.status === 200) corner.innerHTML = await answer.text();
  } catch {
    // Without an answer the link to one's own page stays.
  }
}
