#!/bin/sh
# Make sure that the named Debian packages are there: install them when root, otherwise name them and stop.
set -eu
command -v dpkg-query >/dev/null 2>&1 || exit 0 # another system: its own packages serve

missing=
for package in "$@"; do
    [ "$(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null)" = installed ] || missing="$missing $package"
done
[ -z "$missing" ] && exit 0

if [ "$(id -u)" != 0 ]; then
    echo "Thiếu gói Debian:$missing. Hãy chạy: sudo apt-get install$missing" >&2
    exit 1
fi
echo "Đang cài gói Debian:$missing…"
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq >/dev/null
# shellcheck disable=SC2086
apt-get install -y -qq --no-install-recommends $missing >/dev/null
