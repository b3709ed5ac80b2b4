#!/bin/sh
# install.sh BIN DESTDIR PREFIX: puts the program BIN/ashi under its seven names, its manual and
# completions, the systemd units and the examples under DESTDIR/PREFIX.
set -eu
bin=$1 destdir=$2 prefix=$3
here=$(cd "$(dirname "$0")/.." && pwd)

# All stages are in one program, which looks at the name that it is called by.
install -d "$destdir$prefix/bin"
install -m 755 "$bin/ashi" "$destdir$prefix/bin/ashi"
for stage in ingest derive analyze report deliver synth; do
  ln -sf ashi "$destdir$prefix/bin/ashi-$stage"
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
