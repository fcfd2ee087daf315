// Keys of the label queue. Every key presses a control that is on the page anyway; without this file the page works the same.
"use strict";

const SAME_KEY = { k: "4", K: "4", U: "u", Backspace: "u" };
// A second tap meant for the post before must not label this one unseen: the buttons of both stand in the same place.
const SEEN_AFTER_MS = 400;
let waiting;

function isTyping(target) {
  return target instanceof HTMLElement && target.matches("input:not([type=checkbox]), select, textarea, [contenteditable]");
}

function showAnew(card) {
  clearTimeout(waiting);
  card.removeAttribute("data-seen");
  const keys = card.querySelectorAll("form button");
  keys.forEach((key) => key.setAttribute("aria-disabled", "true"));
  waiting = setTimeout(() => {
    card.setAttribute("data-seen", "");
    keys.forEach((key) => key.removeAttribute("aria-disabled"));
  }, SEEN_AFTER_MS);
}

function refuseUnseen(event) {
  const card = document.getElementById("the-doc");
  const control = event.target instanceof Element && event.target.closest("#the-doc form");
  if (!control || (card.hasAttribute("data-seen") && !card.querySelector(".htmx-request"))) return;
  event.preventDefault();
  event.stopImmediatePropagation();
}

document.addEventListener("click", (event) => {
  if (!event.target.closest("a")) refuseUnseen(event);
}, true);
document.addEventListener("submit", refuseUnseen, true);

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || isTyping(event.target)) return;
  const key = SAME_KEY[event.key] || event.key;
  const control = document.querySelector(`#the-doc [data-key="${CSS.escape(key)}"]`);
  if (!control) return;
  event.preventDefault();
  control.click();
});

document.addEventListener("htmx:afterSwap", (event) => {
  if (event.target.id !== "the-doc") return;
  // No key of the post before stays lit: not by the pointer's focus, not by the finger's.
  if (document.activeElement) document.activeElement.blur();
  showAnew(event.target);
  const heading = event.target.querySelector("[data-focus]");
  if (heading) heading.focus({ preventScroll: true });
});

showAnew(document.getElementById("the-doc"));
window.addEventListener("pageshow", (event) => {
  if (event.persisted) showAnew(document.getElementById("the-doc"));
});
