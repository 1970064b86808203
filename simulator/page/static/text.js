// Text with Telegram's entities, built node by node.

import { h, safeUrl } from "./dom.js";
import { t } from "./i18n.js";
import { store } from "./store.js";

const TAGS = {
  bold: "b", italic: "i", underline: "u", strikethrough: "s", code: "code", pre: "pre",
  blockquote: "blockquote", expandable_blockquote: "blockquote",
};

export function startPayload(url) {
  const match = /(?:t\.me\/|tg:\/\/resolve\?domain=)(\w+)\/?[?&]start=([\w-]*)/i.exec(url || "");
  return match && match[1].toLowerCase() === store.bot.username.toLowerCase() ? match[2] : null;
}

// JavaScript strings are UTF-16, as Telegram's offsets are.
export function richText(text, entities = [], deeds) {
  const ordered = [...entities].sort((a, b) => a.offset - b.offset || b.length - a.length);
  return build(text, 0, text.length, ordered, deeds);
}

const isBlock = (entity) => ["blockquote", "expandable_blockquote", "pre"].includes(entity.type);

function build(text, from, to, entities, deeds) {
  const nodes = [];
  let at = from;
  // A quotation stands on lines of its own: the line breaks around it are already there.
  const plain = (start, end, beforeBlock) => text.slice(start, beforeBlock && text[end - 1] === "\n" ? end - 1 : end);
  for (let index = 0; index < entities.length; index += 1) {
    const entity = entities[index];
    const end = Math.min(entity.offset + entity.length, to);
    if (entity.offset < at || end <= entity.offset) continue;
    const inner = entities.slice(index + 1).filter((other) => other.offset + other.length <= end);
    if (entity.offset > at) nodes.push(plain(at, entity.offset, isBlock(entity)));
    nodes.push(wrap(entity, text.slice(entity.offset, end), build(text, entity.offset, end, inner, deeds), deeds));
    at = isBlock(entity) && text[end] === "\n" && end < to ? end + 1 : end;
  }
  if (at < to) nodes.push(text.slice(at, to));
  return nodes;
}

function wrap(entity, shown, children, deeds) {
  if (TAGS[entity.type]) return h(TAGS[entity.type], {}, children);
  if (entity.type === "spoiler") return spoiler(children);
  if (entity.type === "bot_command") {
    return h("button", { class: "inline-link", type: "button", onclick: () => deeds.say(shown) }, shown);
  }
  if (entity.type === "url" || entity.type === "text_link" || entity.type === "email") {
    return link(entity.url || (entity.type === "email" ? `mailto:${shown}` : shown), children, deeds);
  }
  return h("span", { class: "mark" }, children);
}

function spoiler(children) {
  const open = (event) => event.currentTarget.classList.add("open");
  return h("span", { class: "spoiler", role: "button", tabindex: "0", title: t("reveal"), onclick: open, onkeydown: open }, children);
}

export function link(url, children, deeds) {
  const payload = startPayload(url);
  if (payload !== null) {
    return h("button", { class: "inline-link", type: "button", title: url, onclick: () => deeds.follow(url) }, children);
  }
  const href = safeUrl(url);
  return href ? h("a", { href, target: "_blank", rel: "noopener noreferrer" }, children) : h("span", {}, children);
}
