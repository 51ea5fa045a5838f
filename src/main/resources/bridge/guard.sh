# usage: bash -c SCRIPT openwa-guard run PATIENCE_SECONDS DIRECTORY DRIVER [ARGUMENT...]
#        bash -c SCRIPT openwa-guard clean DRIVER_PID DIRECTORY
#
# Keeps one chromedriver with its Chromium alive only as long as somebody feeds it: when standard input ends (the
# program was killed), falls silent (it was paused) or chromedriver dies, the whole process tree is killed and its
# temporary directory removed. "clean" does only that last part, for a guard that was itself killed.
set -u

# What Chromium starts stays in chromedriver's process group, except the crash handlers, which make sessions of
# their own; all of them carry the mark in their environment.
clean() {
  local group=$1 directory=$2 marked round
  exec >/dev/null 2>&1 # nobody may be left to read, and a word into a broken pipe would end this script
  kill -KILL -- "-$group"
  for round in {1..100}; do
    marked=$(grep -lsaF "OPENWA_BROWSER=$directory" /proc/[0-9]*/environ | grep -oE '[0-9]+')
    [ -z "$marked" ] && break
    kill -KILL $marked
    sleep 0.02
  done
  rm -rf -- "$directory" || rm -rf -- "$directory"
}

if [ "$1" = clean ]; then
  clean "$2" "$3"
  exit
fi

patience=$2 directory=$3
shift 3
# The death signal covers the case that this guard and its program are killed at the same moment: chromedriver
# follows the guard, and Chromium, whose debugging pipe breaks, follows chromedriver.
OPENWA_BROWSER=$directory setsid setpriv --pdeathsig KILL "$@" </dev/null &
driver=$!
trap 'clean "$driver" "$directory"' EXIT
trap 'exit 143' HUP INT TERM
echo "driver $driver"

while kill -0 "$driver" 2>/dev/null && read -r -t "$patience" _; do :; done
