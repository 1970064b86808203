// Where a person writes: text, files, commands, the reply keyboard.

import { h, replace } from "./dom.js";
import { icon } from "./icons.js";
import { t } from "./i18n.js";
import { commandsFor } from "./store.js";

export function composer(column) {
  const element = h("footer", { class: "composer" });
  let editing = null;
  let panel = "";
  let keyboardHidden = false;
  let shownKeyboard = null;

  const input = h("textarea", { rows: "1", "aria-label": t("write"), placeholder: t("write"), onkeydown: onKey, oninput: fit, onpaste: onPaste });
  const picker = h("input", { type: "file", multiple: true, hidden: true, onchange: onPicked });

  function onKey(event) {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) { event.preventDefault(); send(); }
    if (event.key === "Escape") { editing = null; panel = ""; input.value = ""; draw(); }
    if (event.key === "/" && !input.value) { panel = "commands"; draw(); input.focus(); }
  }

  function onPaste(event) {
    const files = [...event.clipboardData.files];
    if (files.length) { event.preventDefault(); column.upload(files, files.every((file) => file.type.startsWith("image/"))); }
  }

  function fit() {
    input.style.height = "auto";
    input.style.height = `${Math.min(input.scrollHeight, 160)}px`;
  }

  async function send() {
    const text = input.value;
    if (!text.trim()) return;
    const edited = editing;
    input.value = "";
    editing = null;
    panel = "";
    draw();
    fit();
    const sent = await (edited ? column.deed("send", { edit: edited.message.message_id, text }) : column.say(text));
    if (!sent) { input.value = text; fit(); }
  }

  function pick(accept) {
    picker.accept = accept;
    picker.dataset.photo = accept ? "yes" : "";
    picker.click();
    panel = "";
    draw();
  }

  function onPicked() {
    if (picker.files.length) column.upload([...picker.files], picker.dataset.photo === "yes");
    picker.value = "";
  }

  function toggle(name) {
    panel = panel === name ? "" : name;
    draw();
    element.querySelector(".panel button")?.focus();
  }

  const once = (deed) => () => { panel = ""; draw(); deed(); };

  function attachPanel() {
    const items = [
      ["photo", "photo", () => pick("image/*")], ["file", "file", () => pick("")],
      ["contact", "contact", once(() => column.deed("send", { contact: column.phone() }))],
      ["sticker", "sticker", once(() => column.deed("send", { sticker: true }))],
      ["voice", "voice", once(() => column.deed("send", { voice: true }))],
    ];
    return h("div", { class: "panel attach-panel", role: "menu" }, items.map(([drawing, key, deed]) =>
      h("button", { type: "button", role: "menuitem", onclick: deed }, icon(drawing), t(key))));
  }

  function commandsPanel(commands) {
    return h("div", { class: "panel commands-panel", role: "menu", "aria-label": t("commands") }, commands.map(({ command, description }) =>
      h("button", { type: "button", role: "menuitem", onclick: once(() => { input.value = ""; column.say(`/${command}`); }) },
        h("b", {}, `/${command}`), h("span", {}, description))));
  }

  function replyKeyboard(keyboard) {
    return h("div", { class: "reply-keyboard" }, keyboard.keyboard.map((row) => h("div", { class: "row" }, row.map((button) =>
      h("button", { type: "button", onclick: () => column.deed("press_reply_button", { text: button.text }) },
        button.request_contact ? icon("phone") : null, button.text)))));
  }

  function draw() {
    const chat = column.chat();
    const hadFocus = document.activeElement === input;
    if (column.isRoom && column.room().kind === "channel") return replace(element, h("p", { class: "quiet" }, t("channelReadOnly")));
    if (chat.blocked) {
      return replace(element, h("p", { class: "quiet" }, t("blocked")),
        h("button", { class: "wide primary", type: "button", onclick: () => column.deed("unblock") }, t("restart")));
    }
    if (!chat.started) {
      return replace(element, h("button", { class: "wide primary start", type: "button", onclick: () => column.say("/start") }, t("start")));
    }
    drawWriting(chat);
    if (hadFocus) input.focus();
  }

  function drawWriting(chat) {
    const commands = commandsFor(chat.id, column.person()?.language_code);
    if (chat.keyboard !== shownKeyboard) { shownKeyboard = chat.keyboard; keyboardHidden = false; }
    input.placeholder = chat.keyboard?.input_field_placeholder || t("write");
    replace(element,
      editing ? h("p", { class: "quiet editing" }, t("editing"), h("button", { type: "button", "aria-label": t("cancel"), onclick: () => { editing = null; input.value = ""; draw(); } }, "✕")) : null,
      panel === "attach" ? attachPanel() : null,
      panel === "commands" && commands.length ? commandsPanel(commands) : null,
      h("div", { class: "writing" },
        commands.length ? h("button", { class: "round", type: "button", "aria-label": t("commands"), title: t("commands"), "aria-expanded": String(panel === "commands"), onclick: () => toggle("commands") }, "/") : null,
        h("button", { class: "round", type: "button", "aria-label": t("attach"), title: t("attach"), "aria-expanded": String(panel === "attach"), onclick: () => toggle("attach") }, "＋"),
        input, picker,
        chat.keyboard ? h("button", { class: "round", type: "button", "aria-label": t("keyboard"), title: t("keyboard"), onclick: () => { keyboardHidden = !keyboardHidden; draw(); } }, icon("keyboard")) : null,
        h("button", { class: "round send", type: "button", "aria-label": editing ? t("save") : t("send"), title: t("send"), onclick: send }, editing ? "✓" : icon("send"))),
      chat.keyboard && !keyboardHidden ? replyKeyboard(chat.keyboard) : null);
  }

  function edit(view) {
    editing = view;
    input.value = view.message.text ?? view.message.caption ?? "";
    draw();
    fit();
    input.focus();
  }

  draw();
  return { element, draw, edit, focus: () => (element.querySelector(".start") || input).focus() };
}
