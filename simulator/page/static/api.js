// Talking to the simulator.

async function read(answer) {
  const body = await answer.json();
  if (!answer.ok) throw new Error(body.error || answer.statusText);
  return body;
}

export const get = async (path) => read(await fetch(path));

export const post = async (path, body = {}) =>
  read(await fetch(path, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) }));

export const act = (personId, deed, body) => post(`/sim/people/${personId}/${deed}`, body);

export async function upload(personId, files, { asPhoto, caption = "", chatId }) {
  const form = new FormData();
  form.append("as", asPhoto ? "photo" : "document");
  form.append("caption", caption);
  if (chatId) form.append("chat_id", chatId);
  for (const file of files) form.append("files", file, file.name);
  return read(await fetch(`/sim/people/${personId}/send`, { method: "POST", body: form }));
}

// Follows the stream of events, again and again; a restarted server answers "reset".
export function follow(after, { onEvent, onLine }) {
  let seq = after;
  let source;
  const connect = () => {
    source = new EventSource(`/sim/events?after=${seq}`);
    source.onopen = () => onLine(true);
    source.onmessage = (message) => {
      const event = JSON.parse(message.data);
      seq = event.seq;
      onEvent(event);
    };
    source.onerror = () => {
      source.close();
      onLine(false);
      setTimeout(connect, 1000);
    };
  };
  connect();
  addEventListener("pagehide", () => source.close());
  return { restartFrom: (number) => { seq = number; } };
}
