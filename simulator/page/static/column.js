// One open chat.

import { act, post, upload } from "./api.js";
import { botName, bubble, dayOf } from "./bubble.js";
import { avatar } from "./cast.js";
import { composer } from "./composer.js";
import { h, replace } from "./dom.js";
import { PERSON_LANGUAGES, locale, pick, t } from "./i18n.js";
import { botText, listen, loadOlder, nameOf, store } from "./store.js";

const TOAST_FOR = 4000;
const NEAR = 120; // pixels from the end that still count as reading the newest

export function openColumn(chatId, desk) {
  const isRoom = chatId < 0;
  let actingAs = isRoom ? (store.rooms.get(chatId)?.members?.[0] ?? [...store.people.keys()][0]) : chatId;
  let menuOpen = false;
  const shown = new Map();
  const header = h("header", { class: "chat-header" });
  const log = h("div", { class: "log", role: "log", "aria-live": "polite", tabindex: "0", onscroll: onScroll });
  const down = h("button", { class: "to-bottom round", type: "button", hidden: true, "aria-label": t("toBottom"), title: t("toBottom"), onclick: () => toEnd(true) }, "↓");
  const toasts = h("div", { class: "toasts", role: "status" });
  const self = {
    isRoom, chat: () => store.chats.get(chatId), room: () => store.rooms.get(chatId), person: () => store.people.get(actingAs),
    phone: () => `+86138${String(actingAs % 1e8).padStart(8, "0")}`, deed, say, upload: send,
  };
  const writer = composer(self);
  const element = h("section", {
    class: "column", "aria-label": title(), "data-chat": String(chatId), onfocusin: () => desk.activate(chatId), onclick: shutMenu, onkeydown: shutMenu,
    ondragover: onDrag, ondragleave: () => element.classList.remove("dropping"), ondrop: onDrop, "data-drop": t("dropHere"),
  }, header, log, down, toasts, writer.element);
  const deeds = {
    isRoom, say, press: (messageId, data) => deed("press", { message_id: messageId, data }), follow,
    edit: isRoom ? null : (view) => writer.edit(view),
  };

  function shutMenu(event) {
    const outside = event.key === "Escape" || (event.type === "click" && !event.target.closest(".menu, .menu-toggle"));
    if (menuOpen && outside) { menuOpen = false; drawHeader(); }
    desk.activate(chatId);
  }
  function title() {
    const person = store.people.get(chatId);
    return isRoom ? store.rooms.get(chatId)?.title ?? "" : person ? nameOf(person) : "";
  }

  async function attempt(promise) {
    try { await promise; return true; } catch (error) { toast(t("failed", { why: error.message })); return false; }
  }
  function deed(what, body = {}) {
    return attempt(act(actingAs, what, isRoom && what === "send" ? { ...body, chat_id: chatId } : body));
  }
  function say(text) { toEnd(true); return deed("send", { text }); }
  function send(files, asPhoto) { return attempt(upload(actingAs, files, { asPhoto, chatId: isRoom ? chatId : 0 })); }
  async function follow(link) {
    await deed("follow", { link });
    if (isRoom) desk.beside(actingAs);
  }

  function onDrag(event) {
    if (event.dataTransfer.types.includes("Files")) { event.preventDefault(); element.classList.add("dropping"); }
  }
  function onDrop(event) {
    element.classList.remove("dropping");
    const files = [...event.dataTransfer.files];
    if (!files.length) return;
    event.preventDefault();
    send(files, files.every((file) => file.type.startsWith("image/")));
  }

  // The log follows the newest message until the reader scrolls up.
  let following = true;
  let lastTop = 0;
  const atEnd = () => log.scrollHeight - log.scrollTop - log.clientHeight < NEAR;
  function toEnd(smooth = false) {
    following = true;
    log.scrollTo({ top: log.scrollHeight, behavior: smooth ? "smooth" : "instant" });
  }
  function onScroll() {
    if (atEnd()) following = true;
    else if (log.scrollTop < lastTop - 2) following = false;
    lastTop = log.scrollTop;
    down.hidden = following;
  }
  const follower = new ResizeObserver(() => { if (following) toEnd(); });
  follower.observe(log);

  function drawLog() {
    shown.clear();
    const chat = self.chat();
    const nodes = [];
    let day = "";
    for (const view of chat.messages.values()) {
      if (dayOf(view.message.date) !== day) { day = dayOf(view.message.date); nodes.push(dayMark(day)); }
      nodes.push(place(view));
    }
    replace(log, chat.more ? h("button", { class: "older", type: "button", onclick: () => loadOlder(chat) }, t("older")) : null,
      nodes.length ? nodes : emptyNote());
    toEnd();
  }
  function place(view) {
    const node = bubble(view, deeds);
    const group = view.message.media_group_id;
    if (group && log.dataset.group === group) node.classList.add("grouped");
    log.dataset.group = group || "";
    log.dataset.day = dayOf(view.message.date);
    shown.set(view.message.message_id, node);
    return node;
  }
  function emptyNote() {
    const about = botText("description", self.person()?.language_code);
    return h("div", { class: "empty-chat" }, avatar(1, botName()), h("b", {}, isRoom ? title() : botName()), h("p", {}, about || pick(self.person()?.note) || t("empty")));
  }
  function dayMark(day) {
    const words = new Intl.DateTimeFormat(locale(), { month: "long", day: "numeric", weekday: "short", timeZone: "UTC" }).format(new Date(`${day}T00:00:00Z`));
    return h("div", { class: "day" }, words);
  }

  function drawMessage({ id, isNew }) {
    const view = self.chat().messages.get(id);
    const old = shown.get(id);
    if (old) { const node = bubble(view, deeds); if (old.classList.contains("grouped")) node.classList.add("grouped"); old.replaceWith(node); shown.set(id, node); }
    else if (!shown.size) drawLog();
    else {
      if (dayOf(view.message.date) !== log.dataset.day) log.append(dayMark(dayOf(view.message.date)));
      log.append(place(view));
    }
    if (following || (isNew && !view.by_bot)) toEnd(isNew);
  }
  function fade({ id }) {
    const node = shown.get(id);
    shown.delete(id);
    if (!node) return;
    node.classList.add("leaving");
    setTimeout(() => { node.remove(); if (!shown.size) drawLog(); }, 300);
  }

  function toast(text, alert = false) {
    if (!text) return;
    if (alert) return alertBox(text);
    const node = h("div", { class: "toast" }, text);
    toasts.append(node);
    setTimeout(() => node.remove(), TOAST_FOR);
  }
  function alertBox(text) {
    const dialog = h("dialog", { class: "alert" }, h("p", {}, text), h("form", { method: "dialog" }, h("button", { class: "primary", onclick: (event) => { event.preventDefault(); dialog.close(); } }, t("ok"))));
    dialog.addEventListener("close", () => dialog.remove());
    document.body.append(dialog);
    dialog.showModal();
  }

  // Kept apart from the header, which must not be redrawn under the fingers of who types a link in its menu.
  const subtitle = h("small");
  const elsewhere = h("span", { class: "badge", hidden: true });
  function drawSubtitle() {
    const typing = self.chat().typing > Date.now();
    subtitle.className = typing ? "typing" : "";
    subtitle.textContent = typing ? `${botName()} ${t("typing")}` : isRoom ? t(self.room().kind) : pick(self.person().role) || t("bot");
  }
  function drawElsewhere() {
    const unread = [...store.chats.values()].reduce((sum, chat) => sum + (chat.id === chatId ? 0 : chat.unread), 0);
    elsewhere.hidden = !unread;
    elsewhere.textContent = String(Math.min(unread, 99));
  }
  function drawHeader() {
    drawSubtitle();
    drawElsewhere();
    replace(header,
      h("button", { class: "round back", type: "button", "aria-label": t("back"), onclick: () => desk.close(chatId) }, "←", elsewhere),
      avatar(chatId, title(), isRoom ? "room" : ""),
      h("div", { class: "title" }, h("b", {}, title()), subtitle),
      isRoom ? actAs() : languageChoice(),
      isRoom ? null : h("button", { class: "round menu-toggle", type: "button", "aria-label": t("more"), title: t("more"), "aria-expanded": String(menuOpen), onclick: () => { menuOpen = !menuOpen; drawHeader(); } }, "⋯"),
      h("button", { class: "round close", type: "button", "aria-label": t("closeChat"), title: t("closeChat"), onclick: (event) => { event.stopPropagation(); desk.close(chatId); } }, "✕"),
      menuOpen ? menu() : null);
  }
  function languageChoice() {
    const code = self.person().language_code;
    const choices = Object.entries({ [code]: code, ...PERSON_LANGUAGES });
    return h("select", { class: "language", "aria-label": t("theirLanguage"), title: t("theirLanguage"), onchange: (event) => attempt(post(`/sim/people/${chatId}`, { language_code: event.target.value })) },
      choices.map(([value, label]) => h("option", { value, selected: value === code }, label)));
  }
  function actAs() {
    const members = self.room().members?.length ? self.room().members : [...store.people.keys()];
    return h("select", { class: "language", "aria-label": t("asPerson"), title: t("asPerson"), onchange: (event) => { actingAs = Number(event.target.value); } },
      members.filter((id) => store.people.has(id)).map((id) => h("option", { value: String(id), selected: id === actingAs }, nameOf(store.people.get(id)))));
  }
  function menu() {
    const box = h("input", { type: "text", placeholder: `t.me/${store.bot.username}?start=…`, "aria-label": t("openLinkHelp") });
    const shut = () => { menuOpen = false; drawHeader(); };
    const go = async (event) => { event.preventDefault(); if (await deed("follow", { link: box.value.trim() })) shut(); };
    const blocked = self.chat().blocked;
    return h("div", { class: "menu" },
      h("form", { class: "link-form", onsubmit: go }, h("label", {}, t("openLink")), h("p", {}, t("openLinkHelp")), h("div", { class: "row" }, box, h("button", { class: "primary" }, t("open")))),
      h("button", { type: "button", class: "menu-item", onclick: () => { deed(blocked ? "unblock" : "block"); shut(); } }, blocked ? t("restart") : t("block")));
  }

  function drawAll() { drawHeader(); drawLog(); writer.draw(); }
  function drawButtons({ message_id: id }) { if (shown.has(id)) drawMessage({ id, isNew: false }); }

  const reactions = {
    message: (detail) => { drawMessage(detail); drawSubtitle(); }, deleted: fade, chat: () => { writer.draw(); drawHeader(); },
    typing: drawSubtitle, older: drawLog, pressed: drawButtons, person: () => { drawHeader(); writer.draw(); },
    toast: (detail) => { toast(detail.text, detail.alert); drawButtons({ message_id: Number(detail.pressed?.split("|")[0]) }); },
  };
  const forget = listen(({ kind, chatId: id, detail }) => {
    if (kind === "message" && id !== chatId) drawElsewhere();
    if (kind === "all") drawAll();
    else if (kind === "bot") writer.draw();
    else if (id === chatId || (isRoom && kind === "pressed")) reactions[kind]?.(detail);
  });
  drawAll();
  return { chatId, element, drawAll, toEnd, focus: writer.focus, close: () => { forget(); follower.disconnect(); element.remove(); } };
}
