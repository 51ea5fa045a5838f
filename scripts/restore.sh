#!/usr/bin/env bash
# usage: scripts/restore.sh [OPTIONS] ARCHIVE
#
# Puts what scripts/backup.sh copied back, into an empty or a used installation. Everything is checked
# before anything is touched, and what is replaced is kept in data/replaced-YYYYMMDD-HHMMSS.
#
#   --yes             asks nothing; configuration stays as it is unless --with-config is there too
#   --with-config     puts .env, docker-compose.yml and cluster.conf back, too
#   --key-file FILE   the vault key file of the archive, where it is not the one of this installation
#   --saved-profiles  begins with the profiles of the archive even where newer ones lie in data/profiles
#   --without-copy    goes on where the present PostgreSQL cannot be exported, and keeps no copy of it
#
#   OPENWA_COMPOSE    yes, no; default: whether `docker compose` answers in this folder
#   OPENWA_STOP_COMMAND, OPENWA_START_COMMAND
#                     without compose: how the node is stopped and started, for example
#                     "systemctl stop openwa"; else a node that runs must be stopped by hand
#
# Ends with 0: restored; 1: not, and all is as it was; 2: wrong arguments; 3: restored, but the node
# does not answer.
set -euo pipefail
lib=$(dirname "$(readlink -f "$0")")/lib
# shellcheck source=lib/common
source "$lib/common"
# shellcheck source=lib/installation
source "$lib/installation"

assume_yes=no with_config=ask key_file='' saved_profiles=no without_copy=no archive=''
while (($# > 0)); do
  case $1 in
    -h | --help)
      usage "$0"
      exit 0
      ;;
    --yes) assume_yes=yes ;;
    --with-config) with_config=yes ;;
    --saved-profiles) saved_profiles=yes ;;
    --without-copy) without_copy=yes ;;
    --key-file)
      key_file=${2:-}
      shift
      ;;
    -*) archive='' && break ;;
    *)
      [[ -z $archive ]] || { archive='' && break; }
      archive=$1
      ;;
  esac
  (($# == 0)) || shift
done
if [[ -z $archive ]]; then
  usage "$0" >&2
  exit 2
fi
if [[ $with_config == ask && $assume_yes == yes ]]; then with_config=no; fi

umask 077
refuse() { die "$*" "Nothing was changed."; }
[[ -r $archive ]] || refuse "$archive cannot be read."
archive=$(readlink -f "$archive")
[[ -z $key_file || -r $key_file ]] || refuse "$key_file cannot be read."

echo "[1/5] Checking $archive ..."
# Before anything of it is believed: what lies in it, and that it is whole.
names=$(tar -tzf "$archive" 2>/dev/null) || refuse "$archive is damaged or no archive."
stamp=$(head -n 1 <<<"$names" | cut -d/ -f1)
[[ $stamp =~ ^[0-9]{8}-[0-9]{6}$ ]] || refuse "$archive was not made by scripts/backup.sh."
if grep -qvE "^$stamp/" <<<"$names" || grep -qE '(^|/)\.\.(/|$)' <<<"$names" ||
  tar -tvzf "$archive" | grep -qv '^[-d]'; then
  refuse "$archive holds files that scripts/backup.sh would not put there."
fi
checksums_of "$archive" | grep -v "  $stamp/SHA256SUMS\$" |
  cmp -s - <(tar -xzOf "$archive" "$stamp/SHA256SUMS" | LC_ALL=C sort) || refuse "$archive is damaged: a checksum is wrong."

find_installation
mkdir -p "$data"
work=$data/.restore-$$
# Beside the data, so that what is put into place is renamed and never half there.
mkdir "$work"
trap 'end_child; rm -rf "$work"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

keys=$vault_key
if [[ -n $key_file ]]; then
  install -m 600 "$key_file" "$work/vault-key"
  if [[ $composed == yes ]]; then chown --reference="$data" "$work" "$work/vault-key" 2>/dev/null || true; fi
  keys=$work/vault-key
fi
[[ -r $keys ]] || refuse "There is no vault key file $keys. The archive does not hold it: name yours with --key-file."
tar -xzf "$archive" -C "$work" || refuse "$archive cannot be unpacked into $work (is the disk full?)."
content=$work/$stamp
openwa import --check --key-file "$(inside "$keys")" - <"$content/database.jsonl" || refuse "$archive cannot be restored with the keys of $keys: see above."
openwa vault unseal --key-file "$(inside "$keys")" <"$content/config.sealed" | base64 -d | tar -x -C "$content" ||
  refuse "The configuration in $archive cannot be unsealed."
if [[ -n $key_file && -e $vault_key ]] && ! cmp -s "$key_file" "$vault_key" && [[ $adapter == postgresql ]]; then
  refuse "$vault_key is another key file. All nodes need the key of the archive: put it there first, on each."
fi

runs() { curl -fs -o /dev/null --max-time 5 "$health/live"; }
if [[ $composed == no && -z ${OPENWA_STOP_COMMAND:-} ]] && runs; then
  refuse "A node runs on $health: stop it first (systemctl stop openwa, or Ctrl-C where it runs)."
fi

confirm() {
  local answer=''
  read -r -p "$1 (yes/no): " answer || true
  [[ $answer == yes ]]
}
echo "WARNING: This will overwrite current data! What is replaced is kept in $data/replaced-..."
if [[ $assume_yes == no ]]; then
  confirm "Continue?" || refuse "Not confirmed."
  if [[ $with_config == ask ]]; then
    echo "Configuration files in backup:"
    (cd "$content/config" && find . -type f ! -name api-key -printf '  %f\n')
    if confirm "Restore configuration?"; then with_config=yes; fi
  fi
fi

echo "[2/5] Stopping services ..."
if [[ $composed == yes ]]; then
  for service in $(compose ps --services --status running | grep '^openwa' || true); do compose stop "$service"; done
elif [[ -n ${OPENWA_STOP_COMMAND:-} ]] && runs; then
  bash -c "$OPENWA_STOP_COMMAND" || refuse "OPENWA_STOP_COMMAND failed."
fi

replaced=$data/replaced-$(date +%Y%m%d-%H%M%S)
mkdir "$replaced"
# What was moved away, newest last: so that it can go back.
moved=()
keep() {
  if [[ -e $1 ]]; then
    mv "$1" "$replaced/$(basename "$1")"
    moved+=("$1")
  fi
}
placed=()
place() {
  mv "$1" "$2"
  placed+=("$2")
}
give_back() {
  local file
  say "Restore failed: $*. Putting everything back ..."
  for file in "${placed[@]}"; do rm -rf "$file"; done
  for file in "${moved[@]}"; do
    rm -rf "$file"
    mv "$replaced/$(basename "$file")" "$file"
  done
  rmdir "$replaced" 2>/dev/null || true
  die "All is as it was. The services are stopped; start them when you are ready."
}

echo "[3/5] Database, keys and configuration ..."
if [[ $with_config == yes ]]; then
  for file in .env docker-compose.yml cluster.conf; do
    if [[ -e $content/config/$file ]] && ! cmp -s "$content/config/$file" "$root/$file"; then
      keep "$root/$file"
      place "$content/config/$file" "$root/$file"
    fi
  done
  find_installation
fi
if [[ -e $content/config/api-key && ! -e $api_key ]]; then place "$content/config/api-key" "$api_key"; fi
if [[ -n $key_file ]] && ! cmp -s "$key_file" "$vault_key"; then
  keep "$vault_key"
  cp "$work/vault-key" "$work/key"
  place "$work/key" "$vault_key"
fi
overwrite=()
if [[ $adapter == h2 ]]; then
  keep "$database"
  placed+=("$database")
else
  echo "Keeping a copy of the present database ..."
  if openwa export --output - </dev/null >"$replaced/database.jsonl" && tail -n 1 "$replaced/database.jsonl" | grep -q '^{"end":true'; then
    overwrite=(--overwrite)
  else
    rm -f "$replaced/database.jsonl"
    # One that is empty has nothing to keep, and import says so where it is not.
    if [[ $without_copy == yes ]]; then overwrite=(--overwrite); fi
  fi
fi
if [[ $saved_profiles == yes ]]; then keep "$data/profiles"; fi
openwa import "${overwrite[@]}" --key-file "$(inside "$keys")" - <"$content/database.jsonl" ||
  give_back "the database could not be written (--without-copy replaces a database that cannot be exported)"

echo "[4/5] Media ..."
if [[ -d $content/media ]]; then
  mkdir -p "$media"
  # Files never change, so those that are there already are the same.
  cp -an "$content/media/." "$media/" || give_back "media could not be copied"
else
  echo "The archive has none; $media stays as it is."
fi
if [[ $composed == yes ]]; then
  for file in "${placed[@]}"; do
    if [[ $file == "$data"/* ]]; then chown --reference="$data" "$file" 2>/dev/null || true; fi
  done
fi
rmdir "$replaced" 2>/dev/null || echo "What was replaced is in $replaced"

echo "[5/5] Starting services ..."
if [[ $composed == yes ]]; then
  compose up -d
elif [[ -n ${OPENWA_START_COMMAND:-} ]]; then
  bash -c "$OPENWA_START_COMMAND" 9>&-
else
  echo "Restore completed! Start the node:  scripts/openwa start"
  exit 0
fi
deadline=$((SECONDS + 180))
until curl -fs --max-time 5 "$health/ready" >/dev/null; do
  if ((SECONDS > deadline)); then
    say "Restored, but the node is not ready after 3 minutes: see its log."
    exit 3
  fi
  sleep 1
done
curl -s "$health"
echo
echo "Restore completed!"
