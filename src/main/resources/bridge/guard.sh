# usage: bash -c SCRIPT openwa-guard run NAME DEADLINE DIRECTORY DRIVER [ARGUMENT...]
#        bash -c SCRIPT openwa-guard clean DRIVER_PID DIRECTORY
#
# Keeps one chromedriver with its Chromium alive until a deadline. Each line on standard input is a later one. When the
# deadline has come (the program was paused, or owns the session no longer), standard input ends (it was killed) or
# chromedriver dies, the whole process tree is killed and its temporary directory removed. "clean" does only that last
# part, for a guard that was itself killed.
#
# Deadlines are of the kernel's clock, in hundredths of a second since boot. It goes on while a program is stopped and
# while the machine sleeps, and it is the same for this script and for the program: a deadline that was written late
# is not later for it.
#
# Where OPENWA_GUARD_LOG names a file, a line in it says when each browser began and when nothing was left of it.
set -u

# What Chromium starts stays in chromedriver's process group, except the crash handlers, which make sessions of
# their own; all of them carry the mark in their environment.
clean() {
  local group=$1 directory=$2 rest round
  exec >/dev/null 2>&1 # nobody may be left to read, and a word into a broken pipe would end this script
  kill -KILL -- "-$group"
  for round in {1..100}; do
    rest=$(left | grep -oE '^/proc/[0-9]+' | grep -oE '[0-9]+')
    [ -z "$rest" ] && break
    kill -KILL $rest
    sleep 0.02
  done
  note end
  rm -rf -- "$directory" || rm -rf -- "$directory"
}

# Prints a file of each process that has not ended. One that is ending has lost its memory, and the mark with it, but not yet
# its group and its connections: it ends with its last thread, which need not be the first one.
left() {
  local stat
  grep -lsaF "OPENWA_BROWSER=$directory" /proc/[0-9]*/environ
  grep -lsE "^[0-9]+ [(].*[)] . [0-9]+ $group " /proc/[0-9]*/stat | while read -r stat; do
    grep -lsE '^[0-9]+ [(].*[)] [^ZX] ' "${stat%stat}"task/[0-9]*/stat
  done
}

clock() {
  local seconds
  read -r seconds _ </proc/uptime
  now=$((10#${seconds/./}))
}

note() {
  [ -n "${OPENWA_GUARD_LOG:-}" ] || return 0
  clock
  echo "$name $$ $1 $now" >>"$OPENWA_GUARD_LOG"
}

in_time() {
  clock
  [ "$now" -lt "$deadline" ]
}

name=-
if [ "$1" = clean ]; then
  clean "$2" "$3"
  exit
fi

name=$2 deadline=$3 directory=$4
shift 4
in_time || { rm -rf -- "$directory"; exit; }
note begin
# The death signal covers the case that this guard and its program are killed at the same moment: chromedriver
# follows the guard, and Chromium, whose debugging pipe breaks, follows chromedriver.
OPENWA_BROWSER=$directory setsid setpriv --pdeathsig KILL "$@" </dev/null &
driver=$!
trap 'clean "$driver" "$directory"' EXIT
trap 'exit 143' HUP INT TERM
echo "driver $driver"

while in_time && kill -0 "$driver" 2>/dev/null; do
  # A machine that slept ends no wait early, so none is long.
  wait=$((deadline - now < 50 ? deadline - now : 50))
  printf -v wait '%d.%02d' $((wait / 100)) $((wait % 100))
  read -r -t "$wait" later
  heard=$?
  [ "$heard" -gt 128 ] && continue
  [ "$heard" -eq 0 ] && in_time || break
  [ "$later" -gt "$deadline" ] && deadline=$later
done
