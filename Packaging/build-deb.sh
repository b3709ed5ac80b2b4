#!/bin/sh
# build-deb.sh PROGRAM FOLDER: makes FOLDER/ashi_VERSION_ARCH.deb from the one program that has all
# stages in it. The version stands in Sources/AshiCommands/AshiVersion.swift.
set -eu
program=$1 folder=$2
here=$(cd "$(dirname "$0")/.." && pwd)
version=$("$program" --version)
arch=$(dpkg --print-architecture)
root="$folder/root"
rm -rf "$root"
mkdir -p "$root/bin" "$root/DEBIAN"
umask 022

strip --strip-all -R .comment -o "$root/bin/ashi" "$program"
"$here/Packaging/install.sh" "$root/bin" "$root" /usr
rm -r "$root/bin"

doc="$root/usr/share/doc/ashi"
install -m 644 "$here/Packaging/debian/copyright" "$doc/copyright"
mv "$doc/CHANGELOG.md" "$doc/changelog"
gzip -9n "$doc/changelog"
find "$root/usr/share/man" -type f -exec gzip -9n {} +
install -D -m 755 "$here/Packaging/ashi-new-clinic" "$root/usr/sbin/ashi-new-clinic"
# Vendor completions of zsh stand elsewhere in Debian.
mkdir -p "$root/usr/share/zsh/vendor-completions"
mv "$root"/usr/share/zsh/site-functions/* "$root/usr/share/zsh/vendor-completions/"
rmdir "$root/usr/share/zsh/site-functions"

size=$(du -k -s --apparent-size "$root/usr" | cut -f 1)
sed -e "s/@VERSION@/$version/" -e "s/@ARCH@/$arch/" -e "s/@SIZE@/$size/" \
  "$here/Packaging/debian/control.in" > "$root/DEBIAN/control"
for script in postinst prerm postrm; do
  install -m 755 "$here/Packaging/debian/$script" "$root/DEBIAN/$script"
done
(cd "$root" && find usr -type f -exec md5sum {} + | sort -k 2 > DEBIAN/md5sums)
package="$folder/ashi_${version}_$arch.deb"
rm -f "$folder"/ashi_*.deb
dpkg-deb --root-owner-group -Zxz --build "$root" "$package" > /dev/null
echo "$package: $(du -h --apparent-size "$package" | cut -f 1), $((size / 1024)) MB installed"
