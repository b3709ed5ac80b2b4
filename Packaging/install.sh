#!/bin/sh
# install.sh BIN DESTDIR PREFIX: puts the programs of the folder BIN, their manual and completions, the
# systemd units and the examples under DESTDIR/PREFIX.
set -eu
bin=$1 destdir=$2 prefix=$3
here=$(cd "$(dirname "$0")/.." && pwd)
programs="ashi ashi-ingest ashi-derive ashi-analyze ashi-report ashi-deliver ashi-synth"

install -d "$destdir$prefix/bin"
for program in $programs; do
  # One program under several names, where only that one was built.
  if [ -e "$bin/$program" ] && [ ! "$bin/$program" -ef "$bin/ashi" ] || [ "$program" = ashi ]; then
    install -m 755 "$bin/$program" "$destdir$prefix/bin/$program"
  else
    ln -sf ashi "$destdir$prefix/bin/$program"
  fi
done

share="$destdir$prefix/share"
"$bin/ashi" manual "$share"

# Units belong where systemd looks: /usr/lib for the system's prefix, else below it.
units="$destdir$prefix/lib/systemd/system"
install -d "$units"
for unit in ashi-nightly@.service ashi-nightly@.timer; do
  sed "s|/usr/bin/ashi|$prefix/bin/ashi|" "$here/Pipelines/$unit" > "$units/$unit"
  chmod 644 "$units/$unit"
done

examples="$share/doc/ashi/examples"
install -d "$examples"
cp -R "$here/Pipelines" "$examples/"
rm -f "$examples"/Pipelines/ashi-nightly@.*
install -m 644 "$here/README.md" "$here/CHANGELOG.md" "$share/doc/ashi/"
if [ -d "$here/docs" ]; then cp -R "$here/docs" "$share/doc/ashi/"; fi
find "$share/doc/ashi" -type d -exec chmod 755 {} + -o -type f -exec chmod 644 {} +
