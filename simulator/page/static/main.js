// Puts the page together: bar on top, cast on the left, open chats beside it.

import { topBar } from "./bar.js";
import { botName } from "./bubble.js";
import { castList } from "./cast.js";
import { openColumn } from "./column.js";
import { h, remember, remembered, replace } from "./dom.js";
import { browserLanguage, setLanguage, t } from "./i18n.js";
import { listen, load, store } from "./store.js";

const CAST_WIDTH = 320;
const COLUMN_WIDTH = 350;
const MOST_COLUMNS = 3;

const columns = [];
let activeId = 0;
const stage = h("main", { class: "stage", ondragover: onDragChat, ondrop: onDropChat });
const app = document.getElementById("app");
let bar;
let cast;

const room = () => Math.max(1, Math.min(MOST_COLUMNS, Math.floor((innerWidth - CAST_WIDTH) / COLUMN_WIDTH)));
const isNarrow = () => innerWidth <= 760;

const desk = {
  isOpen: (id) => columns.some((column) => column.chatId === id),
  active: () => activeId,
  activate(id) {
    if (activeId === id && !store.chats.get(id)?.unread) return;
    activeId = id;
    settle();
  },
  open(id) {
    if (!desk.isOpen(id)) {
      const at = Math.max(0, columns.findIndex((column) => column.chatId === activeId));
      const [old] = columns.splice(at, 1, openColumn(id, desk));
      old?.close();
    }
    show(id);
  },
  beside(id) {
    if (!desk.isOpen(id)) {
      while (columns.length >= room()) columns.shift().close();
      columns.push(openColumn(id, desk));
    }
    show(id);
  },
  close(id) {
    const at = columns.findIndex((column) => column.chatId === id);
    if (at >= 0) columns.splice(at, 1)[0].close();
    activeId = columns.at(-1)?.chatId ?? 0;
    settle();
  },
  redraw: () => cast.draw(),
  retranslate: build,
};

function show(id) {
  activeId = id;
  settle();
  const column = columns.find((open) => open.chatId === id);
  column.toEnd();
  if (!isNarrow()) column.focus();
}

function settle() {
  for (const column of columns) {
    if (column.element.parentNode !== stage) stage.append(column.element);
    column.element.classList.toggle("active", column.chatId === activeId);
    if (isVisible(column.chatId)) store.chats.get(column.chatId).unread = 0;
  }
  columns.forEach((column, index) => { if (stage.children[index] !== column.element) stage.insertBefore(column.element, stage.children[index]); });
  stage.querySelector(".welcome")?.remove();
  if (!columns.length) stage.append(welcome());
  app.classList.toggle("chatting", columns.length > 0);
  remember("open", columns.map((column) => column.chatId));
  drawCast();
}

const isVisible = (id) => desk.isOpen(id) && !document.hidden && (!isNarrow() || id === activeId);

function welcome() {
  return h("div", { class: "welcome" }, h("img", { src: "/page/icon.svg", alt: "", width: 72, height: 72 }), h("h1", {}, botName()), h("p", {}, t("welcome")), h("p", { class: "quiet" }, t("welcomeMore")));
}

let castWaits = false;
// Many events may come at once; the list is drawn once for all of them.
function drawCast() {
  if (castWaits) return;
  castWaits = true;
  requestAnimationFrame(() => {
    castWaits = false;
    cast.draw();
    const unread = [...store.chats.values()].reduce((sum, chat) => sum + chat.unread, 0);
    document.title = unread ? `(${unread}) ${botName()}` : botName();
  });
}

function onDragChat(event) {
  if (event.dataTransfer.types.includes("application/x-chat")) event.preventDefault();
}

function onDropChat(event) {
  const id = Number(event.dataTransfer.getData("application/x-chat"));
  if (id) { event.preventDefault(); desk.beside(id); }
}

function build() {
  const open = columns.map((column) => column.chatId);
  columns.splice(0).forEach((column) => column.close());
  bar = topBar(desk);
  cast = castList(desk);
  stage.replaceChildren();
  replace(app, bar.element, h("div", { class: "desk" }, cast.element, stage));
  open.filter((id) => store.chats.has(id)).forEach((id) => columns.push(openColumn(id, desk)));
  settle();
  columns.forEach((column) => column.toEnd());
}

listen(({ kind, chatId, detail }) => {
  if (kind === "line" || kind === "all" || kind === "bot") bar.draw();
  if (kind === "clock") { bar.draw(); bar.hear(detail); }
  if (kind === "message" && isVisible(chatId)) store.chats.get(chatId).unread = 0;
  if (["message", "deleted", "person", "all", "chat", "older"].includes(kind)) drawCast();
});

document.addEventListener("visibilitychange", () => settle());
addEventListener("resize", () => {
  while (columns.length > room() && !isNarrow()) columns.shift().close();
  settle();
});

setLanguage(remembered("language", null) || browserLanguage());
await load();
const before = remembered("open", []).filter((id) => store.chats.has(id)).slice(-room());
activeId = before.at(-1) ?? 0;
build();
if (!isNarrow()) before.filter((id) => !desk.isOpen(id)).forEach((id) => columns.push(openColumn(id, desk)));
settle();
columns.forEach((column) => column.toEnd());
