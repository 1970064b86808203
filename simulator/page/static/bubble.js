// One message as a bubble.

import { h, safeUrl } from "./dom.js";
import { icon } from "./icons.js";
import { t } from "./i18n.js";
import { inBotZone, isPressing, nameOf, store } from "./store.js";
import { richText, startPayload } from "./text.js";

export function bubble(view, deeds) {
  const { message } = view;
  const text = message.text ?? message.caption;
  const entities = message.entities ?? message.caption_entities;
  const body = h("div", { class: "bubble" },
    sender(view, deeds), forwarded(message), quoted(message), media(message),
    text ? h("div", { class: "text", dir: "auto" }, richText(text, entities, deeds)) : null,
    meta(view, deeds));
  const classes = ["message", view.by_bot ? "from-bot" : "from-me"];
  if (message.sticker) classes.push("bare");
  return h("article", { class: classes.join(" "), "data-id": String(message.message_id) }, body, inlineKeyboard(message, deeds));
}

function sender(view, deeds) {
  if (!deeds.isRoom || view.by_bot) return null;
  return h("div", { class: "sender" }, nameOf({ last_name: "", ...view.message.from }));
}

function forwarded(message) {
  const origin = message.forward_origin;
  return origin ? h("div", { class: "forwarded" }, t("forwarded", { name: origin.sender_user_name || "" })) : null;
}

function quoted(message) {
  const other = message.reply_to_message;
  return other ? h("div", { class: "quoted" }, preview(other)) : null;
}

function meta(view, deeds) {
  const { message } = view;
  const canEdit = !view.by_bot && deeds.edit && (message.text ?? message.caption) !== undefined;
  return h("div", { class: "meta" },
    canEdit ? h("button", { class: "edit", type: "button", "aria-label": t("edit"), title: t("edit"), onclick: () => deeds.edit(view) }, "✎") : null,
    message.edit_date ? h("span", { class: "edited" }, t("edited")) : null,
    h("time", {}, clockTime(message.date)));
}

export function clockTime(seconds) {
  const date = inBotZone(new Date(seconds * 1000));
  return date.toISOString().slice(11, 16);
}

function media(message) {
  if (message.photo) return photo(message.photo.at(-1));
  if (message.document) return documentCard(message.document);
  if (message.sticker) return h("div", { class: "sticker", role: "img", "aria-label": t("sticker") }, message.sticker.emoji || "🙂");
  if (message.voice) return h("div", { class: "voice" }, h("span", { class: "play", "aria-hidden": "true" }, "▶"), h("span", { class: "wave" }), `0:0${message.voice.duration}`);
  if (message.contact) return contactCard(message.contact);
  return null;
}

function photo(size) {
  const source = `/sim/files/${encodeURIComponent(size.file_id)}`;
  // Both sides are set, so that the chat does not jump when the picture arrives.
  const scale = Math.min(1, 320 / size.width, 320 / size.height);
  const sides = { width: Math.round(size.width * scale), height: Math.round(size.height * scale) };
  const image = h("img", { src: source, alt: t("photo"), loading: "lazy", ...sides });
  image.addEventListener("error", () => image.replaceWith(h("span", { class: "no-image" }, icon("noImage"))));
  return h("button", { class: "photo", type: "button", title: t("viewPhoto"), onclick: () => lightbox(source) }, image);
}

function lightbox(source) {
  const dialog = h("dialog", { class: "lightbox", onclick: () => dialog.close() }, h("img", { src: source, alt: t("photo") }));
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

function documentCard(file) {
  const name = file.file_name || "file";
  return h("a", {
    class: "document", href: `/sim/files/${encodeURIComponent(file.file_id)}`, download: name, "aria-label": t("download", { name }),
  }, h("span", { class: "doc-icon", "aria-hidden": "true" }, (name.split(".").pop() || "").slice(0, 4).toUpperCase()),
  h("span", { class: "doc-name" }, h("b", {}, name), h("small", {}, weight(file.file_size || 0))));
}

function weight(bytes) {
  if (bytes < 1024) return `${bytes} B`;
  return bytes < 1048576 ? `${(bytes / 1024).toFixed(1)} KB` : `${(bytes / 1048576).toFixed(1)} MB`;
}

function contactCard(contact) {
  return h("div", { class: "contact" }, icon("contact"),
    h("span", {}, h("b", {}, `${contact.last_name || ""}${contact.first_name}`), h("small", {}, contact.phone_number)));
}

function inlineKeyboard(message, deeds) {
  const rows = message.reply_markup?.inline_keyboard;
  if (!rows?.length) return null;
  return h("div", { class: "inline-keyboard" }, rows.map((row) => h("div", { class: "row" }, row.map((button) => inlineButton(message, button, deeds)))));
}

function inlineButton(message, button, deeds) {
  if (button.url) return urlButton(button, deeds);
  const busy = isPressing(message.message_id, button.callback_data);
  return h("button", {
    type: "button", class: busy ? "busy" : "", "aria-busy": busy ? "true" : undefined, "data-data": button.callback_data,
    onclick: () => (button.copy_text ? navigator.clipboard?.writeText(button.copy_text.text) : deeds.press(message.message_id, button.callback_data)),
  }, h("span", {}, button.text));
}

function urlButton(button, deeds) {
  if (startPayload(button.url) !== null) {
    return h("button", { type: "button", onclick: () => deeds.follow(button.url) }, h("span", {}, `${button.text} ↗`));
  }
  const href = safeUrl(button.url);
  return href ? h("a", { href, target: "_blank", rel: "noopener noreferrer" }, `${button.text} ↗`) : null;
}

export function preview(message) {
  if (!message) return t("empty");
  const words = (message.text ?? message.caption ?? "").replace(/\s+/g, " ");
  if (message.photo) return `${t("sentPhoto")} ${words}`.trim();
  if (message.document) return `${t("sentFile", { name: message.document.file_name || "" })} ${words}`.trim();
  if (message.sticker) return t("sentSticker");
  if (message.voice) return t("sentVoice");
  if (message.contact) return t("sentContact");
  return words;
}

export function dayOf(seconds) {
  return inBotZone(new Date(seconds * 1000)).toISOString().slice(0, 10);
}

export const lastOf = (chat) => [...chat.messages.values()].at(-1)?.message;
export const botName = () => store.bot.texts?.["name:"] || store.bot.first_name;
