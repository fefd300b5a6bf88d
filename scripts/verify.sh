#!/usr/bin/env bash
# Every test of the project, from a fresh clone on: `npm run verify`.
# Runs all gates even after one failed, names each, and ends with exactly one line "N passed, N failed":
# the tests of vitest, browser and peers, and one for each gate. Exit code 0 only when nothing failed.
set -u
cd "$(dirname "$0")/.." || exit 1

passed=0
failed=0
broken=()
logs=$(mktemp -d "${TMPDIR:-/tmp}/lorescope-verify.XXXXXX")
trap 'rm -rf "$logs"' EXIT

# gate NAME COMMAND...: one gate, counted once, with its time; its output is kept in $logs/NAME.
gate() {
  local name=$1 started=$SECONDS
  shift
  printf '\n== %s\n' "$name"
  "$@" 2>&1 | tee "$logs/$name"
  if [ "${PIPESTATUS[0]}" -eq 0 ]; then
    passed=$((passed + 1))
    printf '== %s: passed in %s s\n' "$name" $((SECONDS - started))
  else
    failed=$((failed + 1))
    broken+=("$name")
    printf '== %s: FAILED after %s s\n' "$name" $((SECONDS - started))
    return 1
  fi
}

# count PASSED FAILED: adds the tests inside a gate.
count() {
  passed=$((passed + ${1:-0}))
  failed=$((failed + ${2:-0}))
}

# count_last_line NAME: adds the "N passed, N failed" that a gate's program printed last.
count_last_line() {
  local line
  line=$(sed 's/\x1b\[[0-9;]*m//g' "$logs/$1" 2>/dev/null | grep -E '^[0-9]+ passed, [0-9]+ failed$' | tail -n 1)
  [ -n "$line" ] || return 0
  # shellcheck disable=SC2086
  set -- ${line//[^0-9 ]/}
  count "$1" "$2"
}

# Ends the run with its line, exactly once.
finish() {
  printf '\n'
  [ ${#broken[@]} -eq 0 ] || printf 'Failed gates: %s\n' "${broken[*]}"
  printf '%s passed, %s failed\n' "$passed" "$failed"
  [ "$failed" -eq 0 ]
  exit
}

run_vitest() {
  npx vitest run --reporter=default --reporter=json --outputFile.json="$logs/vitest.json"
}

count_vitest() {
  local sums
  sums=$(node scripts/count-vitest.mjs "$logs/vitest.json" 2>/dev/null) || return 0
  # shellcheck disable=SC2086
  count $sums
}

# find_chromium: names it in LORESCOPE_CHROMIUM, where the browser tests look.
find_chromium() {
  local name
  [ -n "${LORESCOPE_CHROMIUM:-}" ] && [ -x "$LORESCOPE_CHROMIUM" ] && return 0
  for name in chromium chromium-browser google-chrome google-chrome-stable; do
    command -v "$name" >/dev/null 2>&1 || continue
    LORESCOPE_CHROMIUM=$(command -v "$name")
    export LORESCOPE_CHROMIUM
    return 0
  done
  return 1
}

install_chromium() {
  find_chromium && return 0
  if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo 'No Chromium found; installing it with apt-get.'
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium
  fi
  find_chromium && return 0
  echo 'No Chromium found. Install it (Debian: apt-get install chromium) or set LORESCOPE_CHROMIUM to its path.'
  return 1
}

run_browser() {
  install_chromium && npm run --silent test:browser
}

if ! node scripts/check-modules.mjs; then
  gate install npm ci || finish
fi
gate build npm run --silent build
gate format npm run --silent format
gate lint npm run --silent lint
gate types npm run --silent types
gate tests run_vitest
count_vitest
if [ -f scripts/browser-tests.mjs ]; then
  gate browser run_browser
  count_last_line browser
fi
gate peers npm run --silent test:peers
count_last_line peers
gate cluster npm run --silent test:cluster
count_last_line cluster
finish
