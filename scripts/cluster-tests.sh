#!/usr/bin/env bash
# Facts in PostgreSQL, tried on a server of its own: `npm run test:cluster`. Loopback only; the server and its files go at the end.
# PostgreSQL is installed where this runs as root on Debian; elsewhere a line says that nothing was tried.
set -u
cd "$(dirname "$0")/.." || exit 1

skip() {
  echo "PostgreSQL tests were left out: $1."
  echo '0 passed, 0 failed'
  exit 0
}

[ "$(id -u)" -eq 0 ] || skip 'they start a server as another user, which only root may'
find_bin() { find /usr/lib/postgresql -maxdepth 2 -name bin 2>/dev/null | sort -V | tail -n 1; }
if [ -z "$(find_bin)" ]; then
  command -v apt-get >/dev/null 2>&1 || skip 'PostgreSQL is not installed, and this is no Debian'
  { apt-get update -qq && RUNLEVEL=1 DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends postgresql; } >/dev/null 2>&1
fi
bin=$(find_bin)
[ -n "$bin" ] || skip 'PostgreSQL could not be installed'

folder=$(mktemp -d "${TMPDIR:-/tmp}/lorescope-postgres.XXXXXX")
port=${LORESCOPE_TEST_PORT:-54399}
chown postgres "$folder"
as() { (cd / && setpriv --reuid=postgres --regid=postgres --init-groups env -i PATH="$bin:/usr/bin:/bin" HOME=/tmp LANG=C.UTF-8 "$@"); }
end() {
  as pg_ctl -D "$folder/data" -m immediate -w stop >/dev/null 2>&1
  rm -rf "$folder"
}
trap end EXIT

as initdb -D "$folder/data" -U lorescope --auth=trust --encoding=UTF8 --locale=C --no-sync >/dev/null || exit 1
as pg_ctl -D "$folder/data" -l "$folder/log" -w -t 60 \
  -o "-c listen_addresses=127.0.0.1 -p $port -c unix_socket_directories=$folder -c shared_buffers=64MB" start >/dev/null || {
  cat "$folder/log"
  exit 1
}
LORESCOPE_TEST_POSTGRES="postgres://lorescope@127.0.0.1:$port/postgres" timeout 300 npx vitest run tests/data/postgres.test.ts \
  --reporter=default --reporter=json --outputFile.json="$folder.json"
status=$?
sums=$(node scripts/count-vitest.mjs "$folder.json" 2>/dev/null)
rm -f "$folder.json"
# shellcheck disable=SC2086
set -- ${sums:-0 1}
echo "$1 passed, $2 failed"
exit $status
