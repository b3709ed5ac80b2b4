#!/bin/sh
# test-deb.sh FOLDER: installs the package of FOLDER in a fresh Debian 12, makes a clinic, runs a night
# on the sample exports, and purges it again. Needs root, debootstrap and a Debian mirror (MIRROR).
set -eu
folder=$(cd "$1" && pwd)
here=$(cd "$(dirname "$0")/.." && pwd)
mirror=${MIRROR:-http://deb.debian.org/debian}
package=$(ls "$folder"/ashi_*.deb)
[ "$(id -u)" = 0 ] || { echo "make test-deb needs root" >&2; exit 77; }
command -v debootstrap > /dev/null || { echo "apt-get install debootstrap" >&2; exit 69; }

root=$(mktemp -d)
trap 'umount "$root/proc" 2> /dev/null || true; rm -rf --one-file-system "$root"' EXIT
debootstrap --variant=minbase bookworm "$root" "$mirror" > "$folder/debootstrap.log" 2>&1 \
  || { tail -n 20 "$folder/debootstrap.log" >&2; exit 69; }
chmod 755 "$root"   # it becomes the / of the user ashi
mount -t proc proc "$root/proc"
cp /etc/resolv.conf "$root/etc/resolv.conf"
cp "$package" "$root/root/"
mkdir "$root/root/SampleData"
cp "$here"/SampleData/jane/*.csv "$root/root/SampleData/"

cat > "$root/root/try.sh" <<'TRY'
set -eu
export DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8
apt-get install -y -q --no-install-recommends /root/ashi_*.deb
echo "installed: $(dpkg-query -W -f '${Version} ${Installed-Size} kB' ashi)"
ldd /usr/bin/ashi | grep 'not found' && exit 1
[ "$(ashi --version)" = "$(dpkg-query -W -f '${Version}' ashi)" ]
for name in ashi ashi-ingest ashi-derive ashi-analyze ashi-report ashi-deliver ashi-synth; do
  "$name" --help | grep -q "USAGE: $name"
  [ -e "/usr/share/man/man1/$name.1.gz" ] || [ -n "$(grep -s man /etc/dpkg/dpkg.cfg.d/*)" ]
done

# As a person in a home folder.
ashi init /root/clinic --name "Home" --zone America/New_York
ashi doctor /root/clinic/nightly.yaml || true

# As the computer in a clinic.
ashi-new-clinic main --name "Harbor Acupuncture" --zone America/Los_Angeles
[ "$(stat -c '%U:%G %a' /var/lib/ashi/main/inbox)" = "ashi:ashi 2770" ]
[ "$(stat -c '%U %a' /var/lib/ashi/main/store/patient.key)" = "ashi 600" ]
for part in inbox store reports outbox backup; do [ -d "/var/lib/ashi/main/$part" ]; done
sed -i -e 's|inbox/\*.csv|inbox/*.csv\n    profile: profiles/jane.yaml|' \
  -e 's|^settle_seconds: .*|settle_seconds: 0\nas_of: 2026-10-31|' /etc/ashi/main/nightly.yaml
cp /root/SampleData/*.csv /var/lib/ashi/main/inbox/
chmod 640 /var/lib/ashi/main/inbox/*.csv
chgrp ashi /var/lib/ashi/main/inbox/*.csv
runuser -u ashi -- ashi doctor /etc/ashi/main/nightly.yaml || true
runuser -u ashi -- ashi run /etc/ashi/main/nightly.yaml
echo "ashi run: exit $?"
runuser -u ashi -- ashi run --quiet /etc/ashi/main/nightly.yaml
runuser -u ashi -- ashi status /etc/ashi/main/nightly.yaml
[ -s /var/lib/ashi/main/reports/latest/report.html ]

# Removing and purging leave the clinic where it is, and say so.
apt-get purge -y -q ashi 2>&1 | tee /root/purge.log
grep -q 'patient keys are left' /root/purge.log
[ -s /var/lib/ashi/main/store/patient.key ]
[ ! -e /usr/bin/ashi ]
rm -r /etc/ashi /var/lib/ashi
apt-get install -y -q --no-install-recommends /root/ashi_*.deb > /dev/null
apt-get purge -y -q ashi > /dev/null
[ ! -e /var/lib/ashi ] && ! getent passwd ashi
echo "the package installs, runs and purges"
TRY
chroot "$root" /bin/sh /root/try.sh
