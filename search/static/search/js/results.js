// A results page that changes in place: filters on a desk act at once, groups stay as they were
// opened, and what could not be fetched is said. Without this file every link and button works.
(() => {
  "use strict";
  const KEY = "zh-facets";
  const onDesk = matchMedia("(min-width: 62rem)");

  function groups() {
    return JSON.parse(sessionStorage.getItem(KEY) ?? "{}");
  }

  function arrange() {
    for (const [id, open] of Object.entries(groups())) {
      const group = document.getElementById(id);
      if (group) group.open = open;
    }
  }

  function fail(shown) {
    const box = document.getElementById("failed");
    if (!box) return;
    box.hidden = !shown;
    if (shown) box.scrollIntoView({ block: "nearest" });
  }

  document.addEventListener("click", (event) => {
    const group = event.target.closest(".zh-facets summary")?.parentElement;
    if (!group?.id) return;
    sessionStorage.setItem(KEY, JSON.stringify({ ...groups(), [group.id]: !group.open }));
  });
  document.addEventListener("change", (event) => {
    const form = event.target.closest(".zh-facets");
    if (form && onDesk.matches) form.requestSubmit();
  });
  document.addEventListener("htmx:beforeRequest", () => fail(false));
  document.addEventListener("htmx:afterSwap", (event) => {
    arrange();
    // On a phone the long sheet is gone by now, and the reader would stand at the footer.
    const asked = event.detail.requestConfig?.elt;
    if (asked?.matches?.(".zh-facets") && !onDesk.matches) {
      const results = document.getElementById("results");
      results?.scrollIntoView();
      results?.focus({ preventScroll: true });
    }
  });
  for (const name of ["htmx:responseError", "htmx:sendError", "htmx:timeout"]) {
    document.addEventListener(name, () => fail(true));
  }
  arrange();
})();
