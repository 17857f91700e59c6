"use strict";
(() => {
  const find = (selector, from = document) => Array.from(from.querySelectorAll(selector));
  const get = (id) => document.getElementById(id);
  const person = get("person"), topic = get("topic"), mine = get("mine"), status = get("status");
  const rows = find("#schedule tr[data-date]");
  const sessions = rows.filter((row) => row.dataset.session !== undefined);
  const dues = JSON.parse(get("now").dataset.dues);
  const now = new Date();
  const zone = document.body.dataset.zone;
  const kept = `plan-course:${document.body.dataset.code}:person`;

  // The day on the course's clock, wherever the reader is.
  const shape = (options, place) => {
    try { return new Intl.DateTimeFormat("en-CA", { ...options, timeZone: place }); } catch { return new Intl.DateTimeFormat("en-CA", options); }
  };
  const day = shape({ year: "numeric", month: "2-digit", day: "2-digit" }, zone);
  const today = day.format(now);
  find(`[data-day="${today}"]`).forEach((cell) => cell.setAttribute("aria-current", "date"));
  const next = sessions.find((row) => new Date(row.dataset.end) >= now);
  if (next) {
    next.classList.add("next");
    const badge = document.createElement("span");
    badge.className = "badge";
    badge.textContent = next.dataset.date === today ? "Today" : "Next";
    next.querySelector(".when time").after(" ", badge);
  }

  // Times of the reader's own zone, where its clock shows something else.
  const clock = { weekday: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
  const [there, here] = [shape(clock, zone), new Intl.DateTimeFormat("en-CA", clock)];
  find("#schedule .when time").forEach((time) => {
    const at = new Date(time.dateTime);
    if (!time.dateTime.includes("T") || there.format(at) === here.format(at)) return;
    const local = document.createElement("span");
    local.className = "local";
    local.textContent = `${here.format(at).replace(",", "")} on your clock`;
    time.parentElement.append(" ", local);
  });

  const has = (row, key, value) => !value || (row.dataset[key] || "").split(" ").includes(value);
  const element = (tag, name, ...parts) => {
    const made = document.createElement(tag);
    if (name) made.className = name;
    made.append(...parts);
    return made;
  };
  const copy = (node) => {
    const made = node.cloneNode(true);
    [made, ...find("[id], [tabindex]", made)].forEach((part) => { part.removeAttribute("id"); part.removeAttribute("tabindex"); });
    return made;
  };
  const text = (row, selector) => { const part = row.querySelector(selector); return part ? part.textContent.trim() : ""; };
  const when = (row) => [text(row, "time"), text(row, ".clock").split("–")[0], text(row, ".place")].filter(Boolean).join(", ");
  const heading = (row) => {
    const line = element("p", "day", element("a", "", when(row)));
    line.firstChild.href = `#${row.id}`;
    return line;
  };

  // What somebody wants to know on opening the page: what to read, when they are on, what is due.
  const read = () => {
    const row = sessions.find((one) => new Date(one.dataset.end) >= now && one.querySelector(".reading li:not(.optional)"));
    if (!row) return [element("p", "", "Nothing more to read.")];
    const papers = find(".reading li:not(.optional)", row).map((item) => element("li", "", copy(item.querySelector("a, div > span"))));
    const minutes = text(row, ".minutes");
    return [heading(row), element("ul", "", ...papers), ...(minutes ? [element("p", "where", minutes)] : [])];
  };
  const duty = (chosen) => {
    const coming = sessions.filter((one) => new Date(one.dataset.end) >= now && has(one, "people", chosen));
    if (!coming.length) return [element("p", "", "No duty to come.")];
    const after = coming.slice(1, 4).map((row) => text(row, "time"));
    const then = after.length ? [element("p", "brief", `then ${after.join(", ")}`)] : [];
    return [...coming.slice(0, 1).flatMap((row) => {
      const seats = find(`.seat:has([data-person="${chosen}"])`, row).map((seat) => {
        const paper = seat.closest("li");
        const title = paper ? paper.querySelector("a, div > span:not(.tag)").textContent : "";
        const role = seat.querySelector(".role").textContent.replace(/:$/, "");
        return element("li", "", title ? `${role}: ${title}` : role);
      });
      const join = row.querySelector(".join a");
      return [heading(row), element("ul", "", ...seats), ...(join ? [element("p", "where", copy(join))] : [])];
    }), ...then];
  };
  const due = (chosen) => {
    const general = rows.filter((row) => row.dataset.deadline !== undefined && (!chosen || has(row, "people", chosen))).map((row) => {
      const at = row.querySelector("time").dateTime;
      return { at: at.includes("T") ? new Date(at) : null, day: row.dataset.date, when: `${text(row, "time")} ${text(row, ".clock")}`.trim(), what: copy(row.querySelector(".title")), about: "" };
    });
    const own = chosen ? dues.filter((one) => one.who === chosen).map((one) => ({ ...one, at: new Date(one.at) })) : [];
    const coming = [...general, ...own].filter((one) => (one.at ? one.at >= now : one.day >= today));
    coming.sort((a, b) => a.day.localeCompare(b.day) || (a.at || Infinity) - (b.at || Infinity));
    if (!coming.length) return [element("p", "", "Nothing is due.")];
    return [element("ul", "", ...coming.slice(0, 3).map((one) => element("li", "", element("span", "day", one.when), " ", one.what, ...(one.about ? [element("span", "where", ` ${one.about}`)] : []))))];
  };

  const calendars = (chosen) => {
    const option = person.selectedOptions[0];
    get("own").hidden = !chosen || !option.dataset.file;
    if (get("own").hidden) return;
    const file = `people/${encodeURIComponent(option.dataset.file)}`;
    get("own-page").href = `${file}.html`;
    get("own-ics").href = `${file}.ics`;
    get("own-webcal").href = new URL(`${file}.ics`, location.href).href.replace(/^https?:/, "webcal:");
    get("own-webcal").hidden = !location.protocol.startsWith("http");
  };

  const fold = (shut) => {
    const weeks = find("#schedule tbody");
    const at = next ? weeks.indexOf(next.closest("tbody")) : 0;
    weeks.forEach((week, number) => week.classList.toggle("folded", shut && number < at));
    get("earlier").hidden = at <= 0;
    get("earlier").setAttribute("aria-expanded", String(!shut));
    get("earlier").textContent = shut ? `Show the ${at === 1 ? "week" : `${at} weeks`} before` : "Hide what is past";
  };

  const show = () => {
    const chosen = person.value, only = mine.getAttribute("aria-pressed") === "true" && chosen;
    const filtered = Boolean(only || topic.value);
    rows.forEach((row) => {
      row.hidden = filtered && !(row.dataset.session !== undefined && (!only || has(row, "people", chosen)) && has(row, "topics", topic.value));
    });
    find("#schedule tbody").forEach((week) => {
      week.hidden = !find("tr[data-date]", week).some((row) => !row.hidden);
    });
    find("#schedule [data-person]").forEach((name) => {
      name.classList.toggle("chosen", Boolean(chosen) && name.dataset.person === chosen);
    });
    const shown = sessions.filter((row) => !row.hidden).length;
    status.textContent = filtered ? `${shown} of ${sessions.length} sessions` : "";
    get("all").hidden = !filtered;
    mine.hidden = !chosen;
    fold(!filtered && get("earlier").dataset.open === undefined);
    get("now-read").replaceChildren(...read());
    get("now-due").replaceChildren(...due(chosen));
    get("now-duty").replaceChildren(...(chosen ? duty(chosen) : []));
    get("now-duty-part").hidden = !chosen;
    calendars(chosen);
  };
  // The choice is kept in the link, so that it can be sent, and on this device.
  const keep = () => {
    const state = new URLSearchParams();
    if (person.value) state.set("person", person.selectedOptions[0].dataset.id);
    if (topic.value) state.set("topic", topic.selectedOptions[0].dataset.id);
    if (String(state) || /^#(person|topic)=/.test(location.hash)) history.replaceState(null, "", `#${state}`);
    try { if (person.value) localStorage.setItem(kept, state.get("person")); else localStorage.removeItem(kept); } catch { /* a device that keeps nothing */ }
    show();
  };
  const choose = (select, id) => {
    const option = Array.from(select.options).find((item) => item.dataset.id === id);
    select.value = option ? option.value : "";
  };

  person.addEventListener("change", keep);
  topic.addEventListener("change", keep);
  mine.addEventListener("click", () => {
    mine.setAttribute("aria-pressed", String(mine.getAttribute("aria-pressed") !== "true"));
    show();
  });
  get("earlier").addEventListener("click", () => {
    if (get("earlier").dataset.open === undefined) get("earlier").dataset.open = "1"; else delete get("earlier").dataset.open;
    show();
  });
  get("all").addEventListener("click", () => {
    topic.value = "";
    mine.setAttribute("aria-pressed", "false");
    keep();
    topic.focus();
  });
  get("jump").addEventListener("click", () => {
    const row = next && !next.hidden ? next : sessions.filter((item) => !item.hidden).pop();
    if (!row) return;
    row.scrollIntoView({ block: "center" });
    row.focus({ preventScroll: true });
  });
  // A link into a week that is folded away opens it.
  const reveal = () => {
    const target = /^#s-/.test(location.hash) && get(location.hash.slice(1));
    if (target && target.closest(".folded")) { get("earlier").dataset.open = "1"; show(); target.scrollIntoView(); }
  };
  window.addEventListener("hashchange", reveal);
  if (location.protocol.startsWith("http")) {
    find("[data-webcal]").forEach((link) => { if (!link.protocol.startsWith("webcal")) link.href = link.href.replace(/^https?:/, "webcal:"); });
    find("[data-address]").forEach((code) => { code.textContent = new URL(code.dataset.address, location.href).href; });
  }
  get("tools").hidden = get("now").hidden = false;
  const state = new URLSearchParams(location.hash.slice(1));
  let known = null;
  try { known = localStorage.getItem(kept); } catch { /* a device that keeps nothing */ }
  choose(person, state.get("person") || known);
  choose(topic, state.get("topic"));
  show();
  reveal();
})();
