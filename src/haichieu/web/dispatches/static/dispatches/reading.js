// Correcting a reading by keys, clicks and selected words. Every value goes into the form's own fields; without this
// file the same form is filled in by typing.
"use strict";

const LISTS = new Set(["i-field-addressees", "i-field-recipients"]);
const NO_VALUE = [["blank", "Không có trong văn bản"], ["unreadable", "Không đọc được"]];

const state = { control: null, active: -1, fresh: true, picked: "" };
const byId = (id) => document.getElementById(id);
const rowOf = (control) => control.closest(".reading-field");
const isTyping = (target) => target instanceof HTMLElement && target.matches("input:not([type=checkbox], [type=radio]), select, textarea");

function plain(text) {
  return text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[đĐ]/g, "d").toLowerCase();
}

/* ---- what the selected words mean in a field ---- */

const CLEAN = {
  "i-field-number": (words) => (words.match(/\d+[a-z]?/) || [words])[0],
  "i-field-symbol": (words) => words.replace(/^(?:số\s*:?)?\s*\d+[a-z]?\s*[/-]\s*/i, ""),
  "i-field-date": (words) => {
    const day = words.match(/(\d{1,2})\s*(?:\/|-|\.|tháng)\s*(\d{1,2})\s*(?:\/|-|\.|năm)\s*(\d{4})/i);
    if (day) return [day[1].padStart(2, "0"), day[2].padStart(2, "0"), day[3]].join("/");
    const month = words.match(/(\d{1,2})\s*(?:\/|năm)\s*(\d{4})/i);
    return month ? `${month[1].padStart(2, "0")}/${month[2]}` : words;
  },
  "i-field-place": (words) => words.replace(/,?\s*ngày.*$/i, ""),
  "i-field-subject": (words) => words.replace(/^(?:v\/v|về việc)\s*:?\s*/i, ""),
  "i-field-kind": (words) => words.toLowerCase(),
};

function cleaned(id, words) {
  if (LISTS.has(id)) {
    const items = words.replace(/^\s*(?:kính gửi|nơi nhận)\s*:?/i, "").split(/[\n;]/);
    return items.map((item) => item.replace(/^[\s–+•*-]+|[\s.,]+$/g, "").replace(/\s+/g, " ")).filter(Boolean).join("\n");
  }
  const line = words.replace(/\s+/g, " ").trim();
  return (CLEAN[id] || ((same) => same))(line);
}

/* ---- putting values into fields ---- */

function put(control, value, whyEmpty) {
  if (value && LISTS.has(control.id)) {
    const lines = control.value.split("\n").filter((line) => line.trim());
    control.value = [...lines, ...value.split("\n").filter((line) => !lines.includes(line))].join("\n");
  } else {
    control.value = value;
  }
  if (whyEmpty) rowOf(control).querySelector(`.why-empty [value="${whyEmpty}"]`).checked = true;
  control.dispatchEvent(new Event("change", { bubbles: true }));
  seen(control);
}

function seen(control) {
  const row = rowOf(control);
  if (!row || row.classList.contains("is-seen")) return;
  row.classList.add("is-seen");
  const link = document.querySelector(`.look-link[href="#${control.id}"]`);
  if (link) link.classList.add("seen");
  const count = document.querySelector(".looks-left");
  if (!count || !row.classList.contains("to-look")) return;
  const left = document.querySelectorAll(".to-look:not(.is-seen)").length;
  count.textContent = left ? `${left} ${count.dataset.some}` : count.dataset.none;
}

/* ---- the list of choices under a field ---- */

function options(control, typed) {
  const known = [...(byId(control.dataset.options)?.options || [])].map((each) => ({ value: each.value, why: each.label }));
  const found = known.filter((each) => !typed || plain(each.value).includes(plain(typed)));
  if (state.picked) found.unshift({ value: cleaned(control.id, state.picked), why: "Lấy chỗ đang chọn" });
  for (const [empty, words] of NO_VALUE) found.push({ value: "", why: words, empty });
  return found;
}

function open(control, typed = "") {
  close();
  state.control = control;
  const box = document.createElement("div");
  box.className = "choices";
  const around = wordsAround(control);
  if (around) box.append(around);
  const list = document.createElement("ul");
  list.id = "cac-goi-y";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Gợi ý cho ô này");
  options(control, typed).forEach((each, place) => list.append(item(each, place)));
  box.append(list);
  control.after(box);
  if (box.getBoundingClientRect().right > document.documentElement.clientWidth - 8) box.classList.add("to-left");
  // Scrolled a moment later: a press that opened the list must end on the field where it began.
  setTimeout(() => { if (box.isConnected && box.getBoundingClientRect().bottom > window.innerHeight) box.scrollIntoView({ block: "nearest" }); }, 200);
  control.setAttribute("aria-controls", list.id);
  if (control.matches("input")) control.setAttribute("aria-expanded", "true");
}

function item(each, place) {
  const line = document.createElement("li");
  line.id = `goi-y-${place}`;
  line.setAttribute("role", "option");
  line.setAttribute("aria-selected", "false");
  line.dataset.value = each.value;
  if (each.empty) line.dataset.empty = each.empty;
  const words = document.createElement("span");
  words.textContent = each.empty ? each.why : each.value.replaceAll("\n", "; ");
  line.append(words);
  if (!each.empty) line.append(Object.assign(document.createElement("small"), { textContent: each.why }));
  return line;
}

function wordsAround(control) {
  const mark = document.querySelector(`.mark[data-input="${control.id}"]`);
  if (!mark) return null;
  const side = (node, forward) => {
    let text = "";
    for (let next = node; next && text.length < 60; next = forward ? next.nextSibling : next.previousSibling) {
      text = forward ? text + next.textContent : next.textContent + text;
    }
    return forward ? text.slice(0, 45) : text.slice(-45);
  };
  const line = document.createElement("p");
  line.className = "choices-around";
  line.append("… ", side(mark.previousSibling, false), Object.assign(document.createElement("b"), { textContent: mark.textContent }), side(mark.nextSibling, true), " …");
  return line;
}

function close() {
  document.querySelector(".choices")?.remove();
  state.control?.setAttribute("aria-expanded", "false");
  if (state.control && !state.control.matches("input")) state.control.removeAttribute("aria-expanded");
  state.control?.removeAttribute("aria-activedescendant");
  state.control?.removeAttribute("aria-controls");
  state.control = null;
  state.active = -1;
}

function move(step) {
  const lines = [...document.querySelectorAll(".choices li")];
  if (!lines.length) return;
  state.active = (state.active + step + lines.length + (state.active < 0 && step < 0 ? 1 : 0)) % lines.length;
  lines.forEach((line, place) => line.setAttribute("aria-selected", String(place === state.active)));
  lines[state.active].scrollIntoView({ block: "nearest" });
  state.control.setAttribute("aria-activedescendant", lines[state.active].id);
}

function choose(line) {
  const control = state.control;
  put(control, line.dataset.value, line.dataset.empty);
  close();
  control.focus({ preventScroll: true });
  close();
}

/* ---- walking, and showing a value in its place ---- */

function walk(step) {
  const rows = [...document.querySelectorAll(".to-look:not(.is-seen)")].map((row) => row.querySelector(".form-control"));
  if (!rows.length) {
    document.querySelector(".form-end .btn-primary")?.focus();
    return;
  }
  const here = document.activeElement;
  const after = rows.filter((control) => control !== here && Boolean(here.compareDocumentPosition(control) & (step > 0 ? 4 : 2)));
  const next = here.matches?.("#ban-doc *") && after.length ? after.at(step > 0 ? 0 : -1) : rows.at(step > 0 ? 0 : -1);
  next.focus();
  rowOf(next).scrollIntoView({ block: "center" });
}

function showPlace(control) {
  document.querySelectorAll(".mark.is-now").forEach((mark) => mark.classList.remove("is-now"));
  const marks = document.querySelectorAll(`.mark[data-input="${control.id}"]`);
  marks.forEach((mark) => mark.classList.add("is-now"));
  const pane = document.querySelector(".letter-text");
  if (!marks.length || !pane) return;
  const place = marks[0].getBoundingClientRect(), frame = pane.getBoundingClientRect();
  if (place.top < frame.top || place.bottom > frame.bottom) pane.scrollTop += place.top - frame.top - frame.height / 3;
}

function prepare() {
  document.querySelectorAll(".only-scripts").forEach((part) => { part.hidden = false; });
  document.querySelectorAll(".reading-field .form-control").forEach((control) => {
    if (!control.matches("input")) return;
    control.enterKeyHint = "next";
    control.removeAttribute("list");
    control.setAttribute("role", "combobox");
    control.setAttribute("aria-autocomplete", "list");
    control.setAttribute("aria-expanded", "false");
  });
}

/* ---- events ---- */

document.addEventListener("focusin", (event) => {
  const control = event.target;
  if (!control.matches?.(".reading-field .form-control")) {
    if (!control.closest?.(".choices")) close();
    return;
  }
  state.fresh = true;
  showPlace(control);
  open(control);
});

document.addEventListener("input", (event) => {
  if (!event.target.matches(".reading-field .form-control")) return;
  state.fresh = false;
  seen(event.target);
  if (event.target.matches("input")) open(event.target, event.target.value);
  else close();
});

document.addEventListener("pointerdown", (event) => {
  // Neither the field's focus nor the selected words may be lost by pressing what uses them.
  if (event.target.closest(".choices li, .pick-buttons")) event.preventDefault();
  else if (state.control && event.target !== state.control && !event.target.closest(".choices")) close();
});
document.addEventListener("mousedown", (event) => {
  if (event.target.closest(".choices li, .pick-buttons")) event.preventDefault();
});

document.addEventListener("click", (event) => {
  const line = event.target.closest(".choices li");
  const pick = event.target.closest("[data-pick]");
  const mark = event.target.closest(".mark a");
  const verb = event.target.closest("[data-do]")?.dataset.do;
  const look = event.target.closest(".look-link");
  if (line) choose(line);
  else if (pick) take(byId(pick.dataset.pick), pick.textContent);
  else if (mark) follow(event, byId(mark.parentElement.dataset.input));
  else if (look) follow(event, byId(look.hash.slice(1)));
  else if (verb === "next") walk(1);
  else if (verb === "keys") byId("phim-tat").showModal();
  else if (event.target === state.control) return;
  else if (event.target.matches(".reading-field .form-control")) open(event.target);
});

function follow(event, control) {
  if (!control || !control.checkVisibility()) return;
  event.preventDefault();
  control.focus({ preventScroll: true });
  rowOf(control).scrollIntoView({ block: "center" });
}

function take(control, label) {
  if (!control || !state.picked) return;
  put(control, cleaned(control.id, state.picked));
  document.querySelector(".pick-said").textContent = `Đã ghi vào ô ${label}: ${control.value}`;
  document.getSelection().removeAllRanges();
  forget();
  follow({ preventDefault() {} }, control);
  close();
}

function forget() {
  state.picked = "";
  const bar = document.querySelector(".pick-bar");
  if (bar) bar.hidden = true;
}

document.addEventListener("selectionchange", () => {
  const chosen = document.getSelection();
  const pane = document.querySelector(".letter-text");
  const bar = document.querySelector(".pick-bar");
  if (!pane || !bar || !chosen.anchorNode || !pane.contains(chosen.anchorNode)) return;
  const words = chosen.toString().trim();
  if (!words) {
    forget();
    return;
  }
  state.picked = words.slice(0, 4000);
  bar.querySelector(".picked").textContent = words.slice(0, 160);
  bar.hidden = false;
});

document.addEventListener("keydown", (event) => {
  if (event.isComposing) return;
  const control = event.target.matches?.(".reading-field .form-control") ? event.target : null;
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && event.target.closest?.("#ban-doc")) {
    event.preventDefault();
    document.querySelector(".form-end .btn-primary").click();
  } else if (event.key === "F8") {
    event.preventDefault();
    if (control && !event.shiftKey) seen(control);
    walk(event.shiftKey ? -1 : 1);
  } else if (control) inField(event, control);
  else if (!isTyping(event.target) && !event.ctrlKey && !event.altKey && !event.metaKey) outside(event);
});

function inField(event, control) {
  const isOpen = state.control === control;
  const wide = control.matches("textarea");
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    if (wide && !event.altKey && !(isOpen && (state.fresh || state.active >= 0))) return;
    event.preventDefault();
    if (!isOpen) open(control);
    move(event.key === "ArrowDown" ? 1 : -1);
  } else if (event.key === "Escape" && isOpen) {
    event.preventDefault();
    close();
  } else if (event.key === "Enter" && isOpen && state.active >= 0) {
    event.preventDefault();
    choose(document.querySelectorAll(".choices li")[state.active]);
  } else if (event.key === "Enter" && !wide) {
    // Enter must not confirm the whole letter while somebody is still filling it in.
    event.preventDefault();
    seen(control);
    walk(1);
  } else if (wide && event.key.length === 1) {
    state.fresh = false;
  }
}

function outside(event) {
  if (event.key === "n" || event.key === "p") {
    event.preventDefault();
    walk(event.key === "n" ? 1 : -1);
  } else if (event.key === "?") {
    event.preventDefault();
    byId("phim-tat").showModal();
  }
}

document.addEventListener("htmx:afterSwap", prepare);
prepare();
