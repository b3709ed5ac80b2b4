#!/usr/bin/env bash
# Builds the C of ashi for arm64 without a warning, and runs there what can be run alone: the scan for
# cells, which has code of its own for that processor. Needs a cross compiler and qemu (make test-arm64
# installs them). The same test on this processor comes first.
set -euo pipefail
cd "$(dirname "$0")/../.."
folder=$(mktemp -d)
trap 'rm -r "$folder"' EXIT
warnings="-std=gnu11 -O2 -Wall -Wextra -Werror"

cc $warnings -ISources/CByteScan/include Sources/CByteScan/ByteScan.c \
  Tests/Portability/byte_scan_test.c -o "$folder/here"
echo "$(uname -m): $("$folder/here")"

arm=aarch64-linux-gnu-gcc
for source in Sources/CByteScan/ByteScan.c Sources/CMappedFile/MappedFile.c; do
  $arm $warnings -I"$(dirname "$source")/include" -c "$source" -o "$folder/$(basename "$source").o"
done
$arm $warnings -static -ISources/CByteScan/include "$folder/ByteScan.c.o" \
  Tests/Portability/byte_scan_test.c -o "$folder/arm64"
told=$(qemu-aarch64 "$folder/arm64")
echo "arm64: $told"
# Level 3 is NEON: without it only the portable way would have been tried.
case $told in *"0 to 3 "*) ;; *) echo "arm64: NEON was not used" >&2; exit 1 ;; esac
