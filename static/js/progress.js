// How far a decision on many is: asked again every second while it goes on, as long as the page is looked at.
const look = async () => {
  const shown = document.getElementById("progress");
  if (!shown || !shown.hasAttribute("data-going-on")) return;
  try {
    if (!document.hidden) {
      const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const next = page.getElementById("progress");
      if (!next) return;
      if (next.outerHTML !== shown.outerHTML) shown.replaceWith(document.adoptNode(next));
    }
  } catch {
    // The connection is away: the link on the page asks again.
  }
  setTimeout(look, 1000);
};
setTimeout(look, 1000);
