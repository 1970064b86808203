#!/bin/sh
# Brings what the tests and pictures need and pip cannot: Chromium and fonts with Chinese glyphs and icons, where this
# machine lets us.
# Where it does not, the tests that need them are left out and pytest says so. PostgreSQL comes with requirements/dev.txt.
set -u

has_chinese_font() {
    if command -v fc-list >/dev/null 2>&1; then
        [ -n "$(fc-list :lang=zh 2>/dev/null)" ]
    else
        false
    fi
}

has_icons() {
    command -v fc-list >/dev/null 2>&1 && [ -n "$(fc-list :charset=1f4e3 2>/dev/null)" ]
}

missing=""
command -v chromium >/dev/null 2>&1 || missing="$missing chromium"
has_chinese_font || missing="$missing fontconfig fonts-noto-cjk"
has_icons || missing="$missing fontconfig fonts-noto-color-emoji"

[ -z "$missing" ] && exit 0
command -v apt-get >/dev/null 2>&1 || exit 0
[ "$(id -u)" -eq 0 ] || exit 0

echo "Installing for the tests:$missing ..."
log=$(mktemp)
trap 'rm -f "$log"' EXIT
export DEBIAN_FRONTEND=noninteractive
# shellcheck disable=SC2086 # the list is meant to fall into words
if ! { apt-get update && apt-get install --yes --no-install-recommends $missing; } >"$log" 2>&1 </dev/null; then
    echo "That did not work; the tests that need them will be left out. The last lines were:" >&2
    tail -n 5 "$log" >&2
fi
exit 0
