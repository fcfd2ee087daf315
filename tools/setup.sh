#!/bin/sh
# Make the virtual environment .venv with the pinned packages and the program in it.
set -eu
cd "$(dirname "$0")/.."

python=${PYTHON:-python3}
"$python" - <<'PY' || { echo "Cần Python 3.11 trở lên (đặt PYTHON=/đường/dẫn/python3.11)."; exit 1; }
import sys
sys.exit(sys.version_info < (3, 11))
PY
"$python" -c "import ensurepip, venv" 2>/dev/null || sh tools/debian.sh python3-venv

rm -f .venv/ready
[ -x .venv/bin/python ] || "$python" -m venv .venv
echo "Đang cài các gói vào .venv (lần đầu mất khoảng một phút)…"
.venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
.venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
touch .venv/ready
