#!/usr/bin/env bash
# usage: API_KEY=... scripts/smoke-test.sh [URL]
#
# Asks a running node whether it does its work. It only reads, so it is safe in production. The key is
# API_KEY, OPENWA_API_KEY, or the one in the data folder. Ends with 0 when every test passed.
set -euo pipefail
lib=$(dirname "$(readlink -f "$0")")/lib
# shellcheck source=lib/common
source "$lib/common"

case ${1:-} in -h | --help)
  usage "$0"
  exit 0
  ;;
esac
url=${1:-${OPENWA_URL:-http://localhost:${OPENWA_PORT:-2785}}}
key_file=${OPENWA_DATA_DIR:-$root/data}/api-key
key=${API_KEY:-${OPENWA_API_KEY:-}}
if [[ -z $key && -r $key_file ]]; then key=$(<"$key_file"); fi
[[ -n $key ]] || die "No API key: set API_KEY ($key_file cannot be read)."
command -v curl >/dev/null || die "curl is missing. Run:  sudo apt-get install -y curl"

answer=$(mktemp)
trap 'rm -f "$answer"' EXIT
passed=0 failed=0

# The key goes through stdin: in arguments every user of this machine could see it.
ask() {
  printf 'header = "X-API-Key: %s"\n' "$key" |
    curl -sS --config - --max-time 20 -o "$answer" -w '%{http_code}' "$url$1" 2>&1 || true
}

# expect TITLE PATH STATUS [PATTERN]
expect() {
  local title=$1 path=$2 wanted=$3 pattern=${4:-} status
  : >"$answer"
  status=$(ask "$path")
  if [[ $status == "$wanted" ]] && { [[ -z $pattern ]] || grep -qE "$pattern" "$answer"; }; then
    printf 'ok      %s\n' "$title"
    passed=$((passed + 1))
  else
    printf 'FAILED  %s: GET %s answered %s: %s\n' "$title" "$path" "$status" "$(head -c 300 "$answer" | tr '\n' ' ')"
    failed=$((failed + 1))
  fi
}

printf 'Testing %s\n' "$url"
expect 'the node is alive' /health/live 200
expect 'it takes work' /health/ready 200
expect 'its health is ok' /health 200 '"status":"ok"'
expect 'every part reports itself, and the key is good' /health/detailed 200 '"version":"[0-9]'
expect 'the sessions can be listed' '/api/sessions?limit=1000' 200 '^\['
sessions=$(grep -oE '"id":"[A-Za-z0-9_-]+","name"' "$answer" | cut -d'"' -f4 || true)
for session in $sessions; do
  expect "session $session can be read" "/api/sessions/$session" 200 '"status":"'
  expect "its messages can be read" "/api/sessions/$session/messages?limit=1" 200 '^\['
done
expect 'the API describes itself' /api/openapi.yaml 200 '^openapi:'
key=wrong-key-wrong-key-wrong-key-wrong-key
expect 'a wrong key is refused' /api/sessions 401

printf '%s passed, %s failed.\n' "$passed" "$failed"
((failed == 0)) || exit 1
echo 'All tests pass.'
