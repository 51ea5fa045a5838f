#!/usr/bin/env bash
# usage: [BACKUP_MEDIA=true] scripts/backup.sh
#
# Copies the database, the saved profiles and the configuration into one archive, while sessions run:
#   /backups/openwa/YYYYMMDD-HHMMSS.tar.gz
# and prints its path as the last line. The archive is read back, and restored into a database that is
# thrown away, before archives older than 30 days are deleted. It holds secrets only sealed with the
# vault's key, and never that key: keep a copy of the key file, but not beside the backups.
#
#   OPENWA_BACKUP_DIR   where archives lie; default: /backups/openwa
#   BACKUP_MEDIA=true   with the files of messages, which can be large
#   OPENWA_COMPOSE      yes, no; default: whether `docker compose` answers in this folder
#
# Ends with 0: the archive is good; 1: there is none, and nothing was deleted; 2: wrong arguments;
# 3: another backup runs; 130, 143: interrupted, and nothing is left of it.
set -euo pipefail
lib=$(dirname "$(readlink -f "$0")")/lib
# shellcheck source=lib/common
source "$lib/common"
# shellcheck source=lib/installation
source "$lib/installation"

retention_days=30
backups=${OPENWA_BACKUP_DIR:-/backups/openwa}

case ${1:-} in
  '') ;;
  -h | --help)
    usage "$0"
    exit 0
    ;;
  *)
    usage "$0" >&2
    exit 2
    ;;
esac

umask 077
mkdir -p "$backups" 2>/dev/null || true
[[ -w $backups ]] ||
  die "The folder $backups cannot be written by $(id -un). Run:  sudo mkdir -p $backups && sudo chown $(id -un) $backups"
backups=$(cd "$backups" && pwd)
exec 9>"$backups/.lock"
flock -n 9 || {
  say "Another backup into $backups runs."
  exit 3
}
# What an earlier one left that was killed; nobody else has the lock.
rm -rf "$backups"/.*.partial

stamp=$(date +%Y%m%d-%H%M%S)
archive=$backups/$stamp.tar.gz
[[ ! -e $archive ]] || die "$archive is there already; wait a second."
stage=$backups/.$stamp.partial
clean_up() {
  end_child
  rm -rf "$stage"
}
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
failed() { die "Backup failed: $*. Nothing was deleted."; }

began=$SECONDS
echo "Starting backup to $archive"
find_installation
mkdir -p "$stage/$stamp"

echo "[1/5] Database and saved profiles ($adapter) ..."
patiently openwa export --output - </dev/null >"$stage/$stamp/database.jsonl" || failed "the database could not be exported"
tail -n 1 "$stage/$stamp/database.jsonl" | grep -q '^{"end":true' || failed "the export is cut off; the log of the node knows why"

echo "[2/5] Configuration ..."
mkdir "$stage/config"
for file in "$root/.env" "$root/docker-compose.yml" "$root/cluster.conf" "$api_key"; do
  if [[ -r $file ]]; then cp "$file" "$stage/config/"; fi
done
# In one piece, because each call of the program takes a second.
tar -c -C "$stage" config | base64 -w 0 >"$stage/config.plain"
openwa vault seal <"$stage/config.plain" >"$stage/$stamp/config.sealed" || failed "the configuration could not be sealed"

if [[ ${BACKUP_MEDIA:-} == true ]]; then
  echo "[3/5] Media ..."
  if [[ -d $media ]]; then
    # Files never change once they are there, so a second name for each is a copy.
    cp -al "$media" "$stage/$stamp/media" 2>/dev/null ||
      { rm -rf "${stage:?}/$stamp/media" && cp -a "$media" "$stage/$stamp/media"; } ||
      failed "media could not be copied"
    # It marks the folder of one installation.
    rm -f "$stage/$stamp/media/.openwa-media"
  fi
else
  echo "[3/5] Media: left out (BACKUP_MEDIA=true takes it along)"
fi

echo "[4/5] Archive ..."
cat >"$stage/$stamp/README" <<README
A backup of OpenWA, made $(date -u +%Y-%m-%dT%H:%M:%SZ), database $adapter.
Restore it with scripts/restore.sh. That needs the vault key file, which is not in here.
README
(cd "$stage" && find "$stamp" -type f -print0 | LC_ALL=C sort -z | xargs -0 sha256sum) >"$stage/sums" || failed "checksums could not be made"
mv "$stage/sums" "$stage/$stamp/SHA256SUMS"
patiently tar -czf "$stage/archive" -C "$stage" "$stamp" || failed "the archive could not be written (is the disk full?)"
sync "$stage/archive" || failed "the archive could not be written"

echo "[5/5] Verifying: every checksum, what is sealed, and a restore into a database that is thrown away ..."
checksums_of "$stage/archive" | grep -v "  $stamp/SHA256SUMS\$" | cmp -s - <(LC_ALL=C sort "$stage/$stamp/SHA256SUMS") || failed "the archive is damaged"
tar -xzOf "$stage/archive" "$stamp/config.sealed" | openwa vault unseal | cmp -s - "$stage/config.plain" || failed "the configuration cannot be unsealed"
tar -xzOf "$stage/archive" "$stamp/database.jsonl" | patiently openwa import --check - || failed "the archive cannot be restored: see above"

mv "$stage/archive" "$archive"
sync "$backups"
# The runbook lists the backups of a day as a folder.
mkdir -p "$backups/${stamp%-*}"
ln -sf "../$stamp.tar.gz" "$backups/${stamp%-*}/$stamp.tar.gz"

# Only now, only what this script made, and never the newest.
find "$backups" -maxdepth 1 -type f -name '[0-9]*-[0-9]*.tar.gz' ! -name "$stamp.tar.gz" -mtime "+$retention_days" -print -delete |
  sed 's/^/Deleted, older than 30 days: /'
find "$backups" -mindepth 2 -maxdepth 2 -xtype l -name '*.tar.gz' -delete
find "$backups" -mindepth 1 -maxdepth 1 -type d -name '[0-9]*' -empty -delete

echo "Backup completed in $((SECONDS - began)) s. Not in it: the vault key file $vault_key"
echo "Size: $(du -h "$archive" | cut -f1)"
echo "$archive"
