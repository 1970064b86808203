// The bar on top: the bot's time, the time machine, the page's language.

import { post } from "./api.js";
import { h, remember, replace } from "./dom.js";
import { icon } from "./icons.js";
import { LANGUAGES, language, locale, pick, setLanguage, t } from "./i18n.js";
import { botName } from "./bubble.js";
import { botNow, inBotZone, store } from "./store.js";

const NARROW = matchMedia("(max-width: 760px)");

export function topBar(desk) {
  const element = h("header", { class: "bar" });
  const time = h("time", { class: "now", title: t("today") });
  const said = h("p", { class: "said", role: "status" });
  let busy = false;
  let sentence = null;

  function tick() {
    const width = NARROW.matches ? "short" : "long";
    const year = NARROW.matches ? undefined : "numeric"; // a phone keeps its room for the leaps
    const format = { year, month: width, day: "numeric", weekday: width, hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: "UTC" };
    time.textContent = new Intl.DateTimeFormat(locale(), format).format(inBotZone(botNow()));
    time.title = t("today");
  }

  async function jump(key) {
    busy = true;
    sentence = null;
    draw();
    try {
      sentence = (await post("/sim/clock", { key })).said;
    } catch (error) {
      sentence = { [language()]: t("failed", { why: error.message }) };
    }
    busy = false;
    draw();
  }

  function draw() {
    tick();
    const words = busy ? t("jumping") : sentence ? pick(sentence) : "";
    said.textContent = words;
    said.hidden = !words;
    replace(element,
      h("div", { class: "brand" }, h("img", { src: "/page/icon.svg", alt: "", width: 28, height: 28 }), h("b", {}, botName())),
      h("div", { class: "machine" }, icon("clock"), time,
        store.clock.jumps.map((leap) => h("button", { type: "button", disabled: busy, onclick: () => jump(leap.key) }, pick(leap.label)))),
      said,
      h("div", { class: "languages", role: "group", "aria-label": t("pageLanguage") }, Object.entries(LANGUAGES).map(([code, label]) =>
        h("button", { type: "button", lang: code.replace("_", "-"), "aria-pressed": String(code === language()), onclick: () => choose(code) }, label))),
      store.online ? null : h("p", { class: "offline", role: "alert" }, t("offline")));
  }

  function choose(code) {
    remember("language", code);
    setLanguage(code);
    desk.retranslate();
  }

  setInterval(tick, 1000);
  draw();
  return { element, draw, hear: (body) => { if (!busy && body.said) { sentence = body.said; draw(); } else tick(); } };
}
