// Small drawings, so that no page depends on the emoji fonts of a machine.

const PATHS = {
  clock: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zm0 4v5l3.5 2",
  channel: "M4 10v4h3l7 4V6L7 10H4zm13-1.5a4.5 4.5 0 0 1 0 7",
  phone: "M7 3h10v18H7zM11 18h2",
  photo: "M4 5h16v14H4zM4 16l5-5 4 4 3-3 4 4M15.5 9h.01",
  file: "M6 3h8l4 4v14H6zM14 3v4h4",
  contact: "M4 5h16v14H4zM9 12a2 2 0 1 0 0-4 2 2 0 0 0 0 4zm-3 4a3 3 0 0 1 6 0M15 10h3M15 13h3",
  sticker: "M5 4h14v10l-5 6H5zM14 20v-6h5M9 9h.01M14 9h.01M9 12.5c1.5 1.5 3.5 1.5 5 0",
  voice: "M12 3a3 3 0 0 0-3 3v5a3 3 0 0 0 6 0V6a3 3 0 0 0-3-3zM6 11a6 6 0 0 0 12 0M12 17v4",
  keyboard: "M3 7h18v10H3zM7 10h.01M11 10h.01M15 10h.01M8 14h8",
  send: "M4 12 20 4l-5 16-3-7z",
  beside: "M4 5h16v14H4zM12 5v14",
  noImage: "M4 5h16v14H4zM4 5l16 14",
};

export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", PATHS[name]);
  svg.append(path);
  return svg;
}
