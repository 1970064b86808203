// Every word of the page, in three languages: [简体, 繁體, English].

const WORDS = {
  people: ["人物", "人物", "People"],
  rooms: ["公示频道和群组", "公示頻道與群組", "Channels and groups"],
  pageLanguage: ["页面语言", "頁面語言", "Page language"],
  theirLanguage: ["此人的 Telegram 语言", "此人的 Telegram 語言", "This person's Telegram language"],
  welcome: ["请从左边选一个人，开始扮演", "請從左邊選一個人，開始扮演", "Pick somebody on the left and play them"],
  welcomeMore: [
    "每个人都在和同一个机器人聊天。把两三个对话并排打开，就能看到职工提交后，干部那边马上收到什么。",
    "每個人都在和同一個機器人聊天。把兩三個對話並排打開，就能看到職工提交後，幹部那邊馬上收到什麼。",
    "Everybody here chats with the same bot. Open two or three chats side by side and watch what reaches one when another acts.",
  ],
  hintTitle: ["第一次来？", "第一次來？", "New here?"],
  hint: ["先扮演{name}。", "先扮演{name}。", "Play {name} first."],
  hintGo: ["打开对话", "打開對話", "Open the chat"],
  gotIt: ["知道了", "知道了", "Got it"],
  beside: ["并排打开", "並排打開", "Open beside"],
  closeChat: ["关闭对话", "關閉對話", "Close chat"],
  back: ["返回", "返回", "Back"],
  more: ["更多", "更多", "More"],
  start: ["开始", "開始", "Start"],
  restart: ["重新启用机器人", "重新啟用機器人", "Unblock the bot"],
  block: ["停用机器人", "停用機器人", "Block the bot"],
  blocked: ["已停用机器人，收不到任何消息", "已停用機器人，收不到任何訊息", "The bot is blocked and cannot write here"],
  openLink: ["以此人身份打开链接", "以此人身分打開連結", "Open a link as this person"],
  openLinkHelp: [
    "把别人转来的一次性链接贴在这里",
    "把別人轉來的一次性連結貼在這裡",
    "Paste a one-time link somebody passed on",
  ],
  open: ["打开", "打開", "Open"],
  cancel: ["取消", "取消", "Cancel"],
  ok: ["好", "好", "OK"],
  write: ["输入消息", "輸入訊息", "Message"],
  send: ["发送", "傳送", "Send"],
  save: ["保存修改", "儲存修改", "Save"],
  attach: ["附件", "附件", "Attach"],
  photo: ["照片", "照片", "Photo"],
  file: ["文件", "檔案", "File"],
  sticker: ["贴纸", "貼圖", "Sticker"],
  voice: ["语音", "語音", "Voice message"],
  contact: ["本人手机号", "本人手機號碼", "Own phone number"],
  commands: ["命令", "指令", "Commands"],
  keyboard: ["键盘", "鍵盤", "Keyboard"],
  edit: ["修改", "修改", "Edit"],
  editing: ["正在修改消息", "正在修改訊息", "Editing a message"],
  edited: ["已修改", "已編輯", "edited"],
  forwarded: ["转发自{name}", "轉寄自{name}", "Forwarded from {name}"],
  typing: ["正在输入…", "正在輸入…", "typing…"],
  bot: ["机器人", "機器人", "bot"],
  channel: ["频道", "頻道", "channel"],
  supergroup: ["群组", "群組", "group"],
  asPerson: ["以谁的身份", "以誰的身分", "Acting as"],
  channelReadOnly: ["频道只由机器人发布", "頻道只由機器人發布", "Only the bot posts here"],
  empty: ["还没有消息", "還沒有訊息", "No messages yet"],
  sentPhoto: ["[照片]", "[照片]", "[photo]"],
  sentFile: ["[文件] {name}", "[檔案] {name}", "[file] {name}"],
  sentSticker: ["[贴纸]", "[貼圖]", "[sticker]"],
  sentVoice: ["[语音]", "[語音]", "[voice]"],
  sentContact: ["[联系人]", "[聯繫人]", "[contact]"],
  download: ["下载 {name}", "下載 {name}", "Download {name}"],
  dropHere: ["松开即发送", "放開即傳送", "Drop to send"],
  today: ["机器人的时间", "機器人的時間", "The bot's time"],
  jumping: ["时间推进中…", "時間推進中…", "Moving time…"],
  offline: ["连接中断，正在重新连接…", "連線中斷，正在重新連線…", "Connection lost, reconnecting…"],
  toBottom: ["回到最新消息", "回到最新訊息", "To the newest message"],
  older: ["查看更早的消息", "查看更早的訊息", "Earlier messages"],
  unread: ["{n} 条未读", "{n} 則未讀", "{n} unread"],
  reveal: ["显示隐藏内容", "顯示隱藏內容", "Reveal"],
  failed: ["没有成功：{why}", "沒有成功：{why}", "That did not work: {why}"],
  viewPhoto: ["查看大图", "查看大圖", "View photo"],
};

export const LANGUAGES = { zh_Hans: "简体", zh_Hant: "繁體", en: "EN" };
export const PERSON_LANGUAGES = { "zh-hans": "简体中文", "zh-hant": "繁體中文", en: "English" };
const LOCALES = { zh_Hans: "zh-CN", zh_Hant: "zh-TW", en: "en-GB" };
const COLUMNS = Object.keys(LANGUAGES);

let current = "zh_Hans";

export const language = () => current;
export const locale = () => LOCALES[current];

export function setLanguage(code) {
  current = COLUMNS.includes(code) ? code : "zh_Hans";
  document.documentElement.lang = current.replace("_", "-");
}

export function browserLanguage() {
  for (const tag of navigator.languages || []) {
    if (/^zh-(hant|tw|hk|mo)/i.test(tag)) return "zh_Hant";
    if (/^zh/i.test(tag)) return "zh_Hans";
    if (/^en/i.test(tag)) return "en";
  }
  return "zh_Hans";
}

export function t(key, values = {}) {
  const text = WORDS[key][COLUMNS.indexOf(current)];
  return text.replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? ""));
}

// Texts that come as data, one per language.
export const pick = (texts) => texts?.[current] || texts?.zh_Hans || Object.values(texts || {})[0] || "";
