// The list of people and rooms on the left.

import { h, remember, remembered, replace } from "./dom.js";
import { pick, t } from "./i18n.js";
import { icon } from "./icons.js";
import { clockTime, lastOf, preview } from "./bubble.js";
import { nameOf, store } from "./store.js";

export function avatar(id, name, kind = "") {
  const letters = [...name.trim()];
  const shown = /[\u3400-\u9fff]/.test(name) ? letters.slice(-2).join("") : name.split(/\s+/).map((word) => [...word][0] || "").slice(0, 2).join("");
  return h("span", { class: `avatar tone-${Math.abs(id) % 8} ${kind}`, "aria-hidden": "true" }, kind === "room" ? icon("channel") : shown);
}

export function castList(desk) {
  const list = h("nav", { class: "cast", "aria-label": t("people") });
  const draw = () => {
    const focused = document.activeElement?.closest?.(".cast-item")?.dataset.chat;
    replace(list,
      hint(desk),
      h("h2", {}, t("people")), [...store.people.values()].map((person) => personItem(person, desk)),
      store.rooms.size ? h("h2", {}, t("rooms")) : null, [...store.rooms.values()].map((room) => roomItem(room, desk)));
    if (focused) list.querySelector(`[data-chat="${focused}"] .open`)?.focus();
  };
  draw();
  return { element: list, draw };
}

function personItem(person, desk) {
  const role = pick(person.role);
  return item(store.chats.get(person.id), nameOf(person), role, avatar(person.id, nameOf(person)), pick(person.note), desk);
}

function roomItem(room, desk) {
  return item(store.chats.get(room.id), room.title, t(room.kind), avatar(room.id, room.title, "room"), "", desk);
}

function item(chat, name, role, picture, note, desk) {
  const last = lastOf(chat);
  const classes = ["cast-item", desk.isOpen(chat.id) ? "opened" : "", desk.active() === chat.id ? "active" : ""];
  const open = h("button", { class: "open", type: "button", title: note, onclick: () => desk.open(chat.id) }, picture,
    h("span", { class: "who" },
      h("span", { class: "line" }, h("b", {}, name), role ? h("span", { class: "role" }, role) : null,
        last ? h("time", {}, clockTime(last.date)) : null),
      h("span", { class: "line" }, h("span", { class: "preview" }, last ? preview(last) : note || t("empty")),
        chat.unread ? h("span", { class: "badge", "aria-label": t("unread", { n: chat.unread }) }, String(Math.min(chat.unread, 99))) : null)));
  const beside = h("button", { class: "beside", type: "button", title: t("beside"), "aria-label": `${t("beside")}: ${name}`, onclick: () => desk.beside(chat.id) }, icon("beside"));
  return h("div", {
    class: classes.join(" "), draggable: "true", "data-chat": String(chat.id),
    ondragstart: (event) => event.dataTransfer.setData("application/x-chat", String(chat.id)),
  }, open, beside);
}

function hint(desk) {
  const first = [...store.people.values()][0];
  if (!first || remembered("hinted", false)) return null;
  const done = () => { remember("hinted", true); desk.redraw(); };
  return h("aside", { class: "hint" },
    h("b", {}, t("hintTitle")), " ", t("hint", { name: nameOf(first) }), h("p", {}, pick(first.note)),
    h("div", { class: "hint-buttons" },
      h("button", { class: "primary", type: "button", onclick: () => { done(); desk.open(first.id); } }, t("hintGo")),
      h("button", { type: "button", onclick: done }, t("gotIt"))));
}
