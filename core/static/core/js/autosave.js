// Keeps the draft of every <form data-autosave>: to the server while there is one, to this browser
// while there is not. Where another tab has kept something newer, both texts are shown and the
// writer chooses. Passwords, files and hidden fields stay out of it.
(() => {
  "use strict";
  const PAUSE_MS = 3000;
  const LEFT_OUT = new Set(["password", "file", "hidden", "submit", "button"]);

  function fields(form) {
    return [...form.elements].filter((each) => each.name && !LEFT_OUT.has(each.type));
  }

  function read(form) {
    const data = {};
    for (const each of fields(form)) {
      if (each.type === "checkbox" || each.type === "radio") {
        data[each.name] ??= [];
        if (each.checked) data[each.name].push(each.value);
      } else if (each.multiple) {
        data[each.name] = [...each.selectedOptions].map((option) => option.value);
      } else {
        data[each.name] = each.value;
      }
    }
    return data;
  }

  function fill(form, data) {
    for (const each of fields(form)) {
      const value = data[each.name];
      if (value === undefined) continue;
      if (each.type === "checkbox" || each.type === "radio") {
        each.checked = value.includes(each.value);
      } else if (each.multiple) {
        for (const option of each.options) option.selected = value.includes(option.value);
      } else {
        each.value = value;
      }
    }
  }

  function make(tag, text, look) {
    const element = document.createElement(tag);
    element.textContent = text ?? "";
    if (look) element.className = look;
    return element;
  }

  function button(label, act) {
    const element = make("button", label, "btn btn-quiet btn-sm");
    element.type = "button";
    element.addEventListener("click", act);
    return element;
  }

  // How a field is called, and what a value of it is called where it is chosen from several.
  function label(form, name) {
    const field = fields(form).find((each) => each.name === name);
    const group = field?.closest("fieldset")?.querySelector("legend");
    const own = field?.type === "checkbox" || field?.type === "radio" ? group : field?.labels?.[0];
    const said = field?.getAttribute("aria-label");
    return said ?? own?.firstChild?.textContent.trim() ?? group?.textContent.trim() ?? name;
  }

  function words(form, name, value) {
    const named = fields(form).filter((each) => each.name === name);
    const options = named.flatMap((each) => [...(each.options ?? [])]);
    return [value ?? ""].flat().map((one) => {
      const box = named.find((each) => each.labels && each.value === one && each.type !== "text");
      const option = options.find((each) => each.value === one);
      return option?.text ?? (box?.type === "checkbox" ? box.labels[0]?.textContent.trim() : one);
    }).join("、");
  }

  function compare(form, mine, theirs) {
    const names = new Set([...Object.keys(mine), ...Object.keys(theirs)]);
    return [...names].filter((name) =>
      JSON.stringify(mine[name] ?? "") !== JSON.stringify(theirs[name] ?? ""));
  }

  function start(form) {
    const says = form.dataset;
    const local = `zh-draft:${says.owner}:${says.autosave}`;
    const status = document.createElement("p");
    status.className = "zh-saved";
    status.setAttribute("role", "status");
    (form.querySelector(".zh-buttons") ?? form).append(status);
    let version = Number(says.version);
    let sent = JSON.stringify(read(form));
    let timer = 0;
    let busy = false;
    let stopped = false;

    const dirty = () => JSON.stringify(read(form)) !== sent;
    const say = (text, look) => {
      status.textContent = text;
      status.className = `zh-saved ${look ?? ""}`;
    };

    async function save() {
      if (stopped || busy || !dirty()) return;
      busy = true;
      const text = JSON.stringify(read(form));
      try {
        const answer = await fetch(says.autosave, {
          method: "POST",
          redirect: "manual",
          headers: {
            "Content-Type": "application/json",
            "X-CSRFToken": form.elements.csrfmiddlewaretoken.value,
          },
          body: JSON.stringify({ version, data: JSON.parse(text) }),
        });
        if (answer.ok) {
          const kept = await answer.json();
          version = kept.version;
          sent = text;
          localStorage.removeItem(local);
          say(`${says.saved} ${kept.saved_at}`);
        } else if (answer.status === 409) {
          stopped = true;
          say(says.moved, "is-bad");
          choose(await answer.json());
        } else if (answer.status === 413) {
          stopped = true;
          say((await answer.json()).error, "is-bad");
        } else {
          stopped = true;
          say(says.refused, "is-bad");
        }
      } catch {
        localStorage.setItem(local, text);
        say(says.offline, "is-off");
        later();
      } finally {
        busy = false;
      }
      if (dirty()) later();
    }

    function later() {
      clearTimeout(timer);
      timer = setTimeout(save, PAUSE_MS);
    }

    function choose(kept) {
      const mine = read(form);
      const both = make("section", "", "zh-both");
      both.setAttribute("aria-label", says.moved);
      const table = make("table", "", "zh-table");
      const head = table.createTHead().insertRow();
      for (const title of [says.part, says.here, `${says.there} ${kept.saved_at}`]) {
        const cell = make("th", title);
        cell.scope = "col";
        head.append(cell);
      }
      const body = table.createTBody();
      for (const name of compare(form, mine, kept.data)) {
        const row = body.insertRow();
        const part = make("th", label(form, name));
        part.scope = "row";
        row.append(part);
        for (const value of [mine[name], kept.data[name]]) {
          row.append(make("td", words(form, name, value)));
        }
      }
      const scroll = make("div", "", "zh-scroll");
      scroll.tabIndex = 0;
      scroll.setAttribute("role", "region");
      scroll.setAttribute("aria-label", says.moved);
      scroll.append(table);
      both.append(make("p", says.moved, "zh-both-says"), scroll, make("div", "", "zh-buttons"));
      both.lastChild.append(
        button(says.keep, () => {
          both.remove();
          version = kept.version;
          sent = "";
          stopped = false;
          say("");
          save();
        }),
        button(says.take, () => {
          localStorage.removeItem(local);
          say("");
          location.assign(location.pathname + location.search);
        }),
      );
      form.before(both);
      both.scrollIntoView({ block: "start" });
    }

    function offer() {
      const text = localStorage.getItem(local);
      if (!text || text === sent) return;
      say(`${says.found} `, "is-off");
      for (const [label, act] of [
        [says.restore, () => { fill(form, JSON.parse(text)); later(); }],
        [says.drop, () => { localStorage.removeItem(local); }],
      ]) {
        status.append(button(label, () => { say(""); act(); }), " ");
      }
    }

    form.addEventListener("input", later);
    form.addEventListener("submit", (event) => {
      if (event.submitter?.formTarget === "_blank") return; // a preview: this page stays
      stopped = true;
      clearTimeout(timer);
      localStorage.removeItem(local);
    });
    addEventListener("online", save);
    addEventListener("beforeunload", (event) => {
      if (dirty() && !(stopped && !status.matches(".is-bad"))) {
        event.preventDefault();
      }
    });
    offer();
  }

  for (const form of document.querySelectorAll("form[data-autosave]")) start(form);
})();
