// Suggestions under a search box (WAI-ARIA combobox with a list). Without this file, or where the
// address does not answer, the box is an ordinary one.
(() => {
  "use strict";
  const WAIT = 150;

  function enhance(input) {
    const box = document.createElement("ul");
    const said = document.createElement("p");
    box.id = `${input.id}-options`;
    box.className = "zh-options";
    box.setAttribute("role", "listbox");
    box.setAttribute("aria-label", input.dataset.suggestLabel);
    box.hidden = true;
    said.className = "visually-hidden";
    said.setAttribute("role", "status");
    input.parentElement.append(box, said);
    for (const [name, value] of Object.entries({
      role: "combobox", autocomplete: "off", "aria-autocomplete": "list",
      "aria-expanded": "false", "aria-controls": box.id,
    })) input.setAttribute(name, value);

    let timer = 0;
    let asked = null;
    let chosen = -1;

    function close() {
      clearTimeout(timer);
      asked?.abort();
      box.hidden = true;
      chosen = -1;
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
    }

    function mark(place) {
      const options = [...box.children];
      chosen = place < -1 ? options.length - 1 : place >= options.length ? -1 : place;
      options.forEach((one, at) => one.setAttribute("aria-selected", String(at === chosen)));
      if (chosen < 0) input.removeAttribute("aria-activedescendant");
      else {
        input.setAttribute("aria-activedescendant", options[chosen].id);
        options[chosen].scrollIntoView({ block: "nearest" });
      }
    }

    function take(option) {
      input.value = option.dataset.query;
      close();
      input.form.requestSubmit();
    }

    function show(suggestions) {
      box.replaceChildren(...suggestions.map((one, at) => {
        const option = document.createElement("li");
        const kind = document.createElement("small");
        option.id = `${box.id}-${at}`;
        option.setAttribute("role", "option");
        option.setAttribute("aria-selected", "false");
        option.dataset.query = one.query;
        kind.textContent = input.dataset[`suggest${one.kind[0].toUpperCase()}${one.kind.slice(1)}`];
        option.append(one.text, " ", kind);
        return option;
      }));
      chosen = -1;
      box.hidden = !suggestions.length;
      input.setAttribute("aria-expanded", String(!box.hidden));
      said.textContent = box.hidden
        ? "" : input.dataset.suggestCount.replace("0", suggestions.length);
    }

    async function ask() {
      const kind = input.form.elements.kind?.value; // what is offered are achievements
      if (kind && kind !== "listing") return;
      asked?.abort();
      asked = new AbortController();
      const address = `${input.dataset.suggest}?${new URLSearchParams({ q: input.value })}`;
      try {
        const answer = await fetch(address, { signal: asked.signal });
        if (answer.ok) show((await answer.json()).suggestions);
        else close();
      } catch (error) {
        if (error.name !== "AbortError") close();
      }
    }

    input.addEventListener("input", (event) => {
      clearTimeout(timer);
      if (event.isComposing) return; // the letters of an input method are not yet words
      if (input.value.trim()) timer = setTimeout(ask, WAIT);
      else close();
    });
    input.addEventListener("compositionend", () => {
      clearTimeout(timer);
      timer = setTimeout(ask, WAIT);
    });
    input.addEventListener("keydown", (event) => {
      if (event.isComposing || box.hidden) return;
      if (event.key === "ArrowDown") mark(chosen + 1);
      else if (event.key === "ArrowUp") mark(chosen - 1);
      else if (event.key === "Escape") close();
      else if (event.key === "Enter" && chosen >= 0) take(box.children[chosen]);
      else return;
      event.preventDefault();
    });
    input.addEventListener("blur", close);
    box.addEventListener("pointerdown", (event) => event.preventDefault()); // the box keeps focus
    box.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) take(option);
    });
  }

  document.querySelectorAll("input[data-suggest]").forEach(enhance);
})();
