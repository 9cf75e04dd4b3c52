// Keeps the draft of every <form data-autosave>: to the server while there is one, to this browser
// while there is not. Passwords, files and hidden fields stay out of it.
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
        } else {
          stopped = true;
          say(answer.status === 409 ? says.moved : says.refused, "is-bad");
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

    function offer() {
      const text = localStorage.getItem(local);
      if (!text || text === sent) return;
      say(`${says.found} `, "is-off");
      for (const [label, act] of [
        [says.restore, () => { fill(form, JSON.parse(text)); later(); }],
        [says.drop, () => { localStorage.removeItem(local); }],
      ]) {
        const button = document.createElement("button");
        button.type = "button";
        button.className = "btn btn-quiet btn-sm";
        button.textContent = label;
        button.addEventListener("click", () => { say(""); act(); });
        status.append(button, " ");
      }
    }

    form.addEventListener("input", later);
    form.addEventListener("submit", () => {
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
