"use strict";
// The answers as a table of one row, in the columns that rosters have: best first by the numbers, x for "rather not".
const form = document.querySelector("form");
const line = (cells) => cells.map((text) => `"${text.replaceAll('"', '""')}"`).join(",");
const plain = (text) => (/^[=+\-@]/.test(text.trim()) ? `'${text.trim()}` : text.trim());
form.addEventListener("submit", (event) => {
  event.preventDefault();
  const answers = new Map([["name", [plain(form.elements.name.value)]], ["email", [plain(form.elements.email.value)]]]);
  const add = (column, id) => answers.set(column, [...(answers.get(column) ?? []), id]);
  const fields = [...form.querySelectorAll("[data-id]")].filter((field) => field.type === "text" && field.value.trim());
  const number = (field) => Number.parseInt(field.value, 10);
  for (const field of fields.filter((field) => number(field) > 0).sort((a, b) => number(a) - number(b)))
    add(field.dataset.column, field.dataset.id);
  for (const field of fields.filter((field) => /^x$/i.test(field.value.trim())))
    add(field.dataset.column.replace("prefers_", "avoids_"), field.dataset.id);
  for (const box of form.querySelectorAll("[data-id]:checked")) add("unavailable", box.dataset.id);
  answers.delete("avoids_dates");
  answers.delete("avoids_roles");
  const rows = [line([...answers.keys()]), line([...answers.values()].map((entries) => entries.join("; ")))];
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob(["\ufeff", rows.join("\r\n"), "\r\n"], { type: "text/csv" }));
  link.download = `wishes-${form.elements.name.value.trim().toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "-") || "me"}.csv`;
  link.click();
  URL.revokeObjectURL(link.href);
});
