"use strict";
(() => {
  const find = (selector) => Array.from(document.querySelectorAll(selector));
  const tools = document.getElementById("tools");
  const person = document.getElementById("person");
  const topic = document.getElementById("topic");
  const status = document.getElementById("status");
  const rows = find("#schedule tr[data-date]");
  const sessions = rows.filter((row) => row.dataset.session !== undefined);

  // The day on the course's clock, wherever the reader is.
  const day = (zone) => new Intl.DateTimeFormat("en-CA", {
    timeZone: zone, year: "numeric", month: "2-digit", day: "2-digit",
  }).format(new Date());
  let today;
  try { today = day(document.body.dataset.zone); } catch { today = day(undefined); }
  find(`[data-day="${today}"]`).forEach((cell) => cell.setAttribute("aria-current", "date"));
  const next = sessions.find((row) => row.dataset.date >= today);
  if (next) {
    next.classList.add("next");
    next.querySelector(".when").insertAdjacentHTML("beforeend", next.dataset.date === today
      ? '<span class="badge">Today</span>' : '<span class="badge">Next</span>');
  }

  const has = (row, key, value) => !value || (row.dataset[key] || "").split(" ").includes(value);
  const filter = () => {
    const chosen = Boolean(person.value || topic.value);
    rows.forEach((row) => {
      row.hidden = chosen && !(row.dataset.session !== undefined
        && has(row, "people", person.value) && has(row, "topics", topic.value));
    });
    find("#schedule tbody").forEach((week) => {
      week.hidden = !Array.from(week.querySelectorAll("tr[data-date]")).some((row) => !row.hidden);
    });
    find("#schedule [data-person]").forEach((name) => {
      name.classList.toggle("chosen", Boolean(person.value) && name.dataset.person === person.value);
    });
    const shown = sessions.filter((row) => !row.hidden).length;
    status.textContent = chosen ? `${shown} of ${sessions.length} sessions` : "";
    document.getElementById("all").hidden = !chosen;
    // So that a filtered page can be bookmarked.
    const state = new URLSearchParams();
    if (person.value) state.set("person", person.selectedOptions[0].dataset.id);
    if (topic.value) state.set("topic", topic.selectedOptions[0].dataset.id);
    if (chosen || /^#(person|topic)=/.test(location.hash)) {
      history.replaceState(null, "", `#${state}`);
    }
  };
  const restore = () => {
    const state = new URLSearchParams(location.hash.slice(1));
    [["person", person], ["topic", topic]].forEach(([key, select]) => {
      const option = Array.from(select.options).find((item) => item.dataset.id === state.get(key));
      select.value = option ? option.value : "";
    });
    filter();
  };

  person.addEventListener("change", filter);
  topic.addEventListener("change", filter);
  document.getElementById("all").addEventListener("click", () => {
    person.value = topic.value = "";
    filter();
    person.focus();
  });
  document.getElementById("jump").addEventListener("click", () => {
    const row = next && !next.hidden ? next : sessions.filter((item) => !item.hidden).pop();
    if (!row) return;
    row.scrollIntoView({ block: "center" });
    row.focus({ preventScroll: true });
  });
  tools.hidden = false;
  if (/^#(person|topic)=/.test(location.hash)) restore();
})();
