// What the page knows, and who wants to hear of changes.

import { get, follow } from "./api.js";

const TYPING_FOR = 5000;
const PRESS_SHOWN_FOR = 20000;

export const store = {
  bot: {}, people: new Map(), rooms: new Map(), chats: new Map(), clock: null, online: true,
  pressing: new Map(), // query id -> "message id|data"
};

const listeners = new Set();
export const listen = (listener) => { listeners.add(listener); return () => listeners.delete(listener); };
const tell = (kind, chatId = 0, detail = {}) => listeners.forEach((listener) => listener({ kind, chatId, detail }));

export async function load() {
  const state = await get("/sim/state");
  take(state);
  const line = follow(state.seq, {
    onEvent: async (event) => {
      if (event.kind !== "reset") return apply(event);
      const fresh = await get("/sim/state");
      line.restartFrom(fresh.seq);
      take(fresh);
      tell("all");
    },
    onLine: (online) => {
      if (store.online !== online) { store.online = online; tell("line"); }
    },
  });
}

function take(state) {
  const unread = new Map([...store.chats].map(([id, chat]) => [id, chat.unread]));
  store.bot = state.bot;
  store.people = new Map(state.people.map((person) => [person.id, person]));
  store.rooms = new Map(state.rooms.map((room) => [room.id, room]));
  store.chats = new Map(state.chats.map((chat) => [chat.id, readChat(chat, unread.get(chat.id))]));
  setClock(state.clock);
}

function readChat(chat, unread = 0) {
  return { ...chat, messages: new Map(chat.messages.map((view) => [view.message.message_id, view])), unread, typing: 0 };
}

function setClock(clock) {
  store.clock = { ...clock, readAt: Date.now() };
}

const appliers = {
  message(chat, view) {
    const isNew = !chat.messages.has(view.message.message_id);
    chat.messages.set(view.message.message_id, view);
    if (isNew && view.by_bot) { chat.unread += 1; chat.typing = 0; }
    tell("message", chat.id, { id: view.message.message_id, isNew });
  },
  deleted(chat, body) {
    chat.messages.delete(body.message_id);
    tell("deleted", chat.id, { id: body.message_id });
  },
  chat(chat, body) {
    Object.assign(chat, body);
    tell("chat", chat.id);
  },
  typing(chat) {
    chat.typing = Date.now() + TYPING_FOR;
    tell("typing", chat.id);
    setTimeout(() => tell("typing", chat.id), TYPING_FOR + 50);
  },
  toast(chat, body) {
    const pressed = store.pressing.get(body.query_id);
    store.pressing.delete(body.query_id);
    tell("toast", body.chat_id, { ...body, pressed });
  },
  pressed(chat, body) {
    store.pressing.set(body.query_id, `${body.message_id}|${body.data}`);
    tell("pressed", chat.id, body);
    setTimeout(() => {
      if (store.pressing.delete(body.query_id)) tell("pressed", chat.id, body);
    }, PRESS_SHOWN_FOR);
  },
};

function apply(event) {
  if (event.kind === "person") return addPerson(event.body);
  if (event.kind === "bot") { Object.assign(store.bot, event.body); return tell("bot"); }
  if (event.kind === "clock") { setClock(event.body); return tell("clock", 0, event.body); }
  const chat = store.chats.get(event.chat_id);
  if (chat) appliers[event.kind]?.(chat, event.body);
}

function addPerson(person) {
  store.people.set(person.id, person);
  if (!store.chats.has(person.id)) {
    store.chats.set(person.id, readChat({ id: person.id, started: false, blocked: false, keyboard: null, messages: [], info: {} }));
  }
  tell("person", person.id);
}

export const isPressing = (messageId, data) => [...store.pressing.values()].includes(`${messageId}|${data}`);

export async function loadOlder(chat) {
  const first = Math.min(...chat.messages.keys());
  const { messages } = await get(`/sim/chats/${chat.id}/messages?before=${first}`);
  chat.messages = new Map([...messages.map((view) => [view.message.message_id, view]), ...chat.messages]);
  chat.more = messages.length > 0;
  tell("older", chat.id);
}

// Telegram shows the commands of the narrowest scope that has any.
export function commandsFor(chatId, languageCode) {
  const short = (languageCode || "").slice(0, 2);
  const slots = ["chat:" + chatId, "all_private_chats:", "default:"].flatMap((scope) => [`${scope}:${short}`, `${scope}:`]);
  return slots.map((slot) => store.bot.commands?.[slot]).find((commands) => commands?.length) || [];
}

export function botText(field, languageCode) {
  const texts = store.bot.texts || {};
  return texts[`${field}:${(languageCode || "").slice(0, 2)}`] || texts[`${field}:`] || "";
}

export function botNow() {
  const moved = Date.now() - store.clock.readAt;
  return new Date(Date.parse(store.clock.now) + moved);
}

// A moment as a Date whose UTC fields read as the bot's local time.
export const inBotZone = (date) => new Date(date.getTime() + store.clock.offset_minutes * 60000);
export const nameOf = (person) =>
  /[\u3400-\u9fff]/.test(person.first_name + person.last_name)
    ? `${person.last_name}${person.first_name}`
    : `${person.first_name} ${person.last_name}`.trim();
