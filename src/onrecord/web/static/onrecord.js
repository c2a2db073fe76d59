// Ties marks and cards together: a click on either shows the other. No offset is counted here; the server cut the text.
"use strict";

const marks = [...document.querySelectorAll("#text mark")];
const cards = new Map([...document.querySelectorAll("#records .card")].map((card) => [card.id, card]));

const recordsOf = (mark) => [...new Set(mark.dataset.keys.split(" ").map((key) => key.split(":")[0]))];

function select(ids, from) {
  const chosen = new Set(ids);
  for (const [id, card] of cards) {
    card.classList.toggle("chosen", chosen.has(id));
    card.setAttribute("aria-pressed", String(chosen.has(id)));
  }
  for (const mark of marks) {
    mark.classList.toggle("chosen", recordsOf(mark).some((id) => chosen.has(id)));
  }
  const other = from === "text" ? cards.get(ids[0]) : marks.find((mark) => mark.classList.contains("chosen"));
  other?.scrollIntoView({ block: "center", behavior: "smooth" });
  if (ids.length) history.replaceState(null, "", `#${ids[0]}`);
}

function hidden(role) {
  return document.body.classList.contains(`hide-${role}`);
}

document.getElementById("text").addEventListener("click", (event) => {
  const mark = event.target.closest("mark");
  if (!mark) return;
  const shown = recordsOf(mark).filter((id) => {
    const card = cards.get(id);
    return card && !hidden(card.closest("section").dataset.role);
  });
  if (shown.length) select(shown, "text");
});

for (const card of cards.values()) {
  card.addEventListener("click", () => select([card.id], "card"));
  card.addEventListener("keydown", (event) => {
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      select([card.id], "card");
    }
  });
}

for (const box of document.querySelectorAll(".legend input")) {
  const apply = () => document.body.classList.toggle(`hide-${box.value}`, !box.checked);
  box.addEventListener("change", apply);
  apply();
}

const asked = decodeURIComponent(location.hash.slice(1));
if (cards.has(asked)) select([asked], "card");
