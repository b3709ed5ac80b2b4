#!/bin/sh
# SipHash-2-4 with 128 bits of three little-endian 64-bit words, by OpenSSL.
# key words, message words (decimal), hash in hexadecimal
set -eu
openssl version | sed 's/^/# /'
python3 - <<'END' | while read -r k0 k1 a b c key message; do
import random
random.seed(20261125)
rows = [[0x0706050403020100, 0x0F0E0D0C0B0A0908, 0x0706050403020100, 0x0F0E0D0C0B0A0908, 0x1716151413121110],
        [0, 0, 0, 0, 0]] + [[random.getrandbits(64) for _ in range(5)] for _ in range(8)]
for row in rows:
    data = [word.to_bytes(8, "little").hex() for word in row]
    print(*row, data[0] + data[1], "".join(data[2:]))
END
  hash=$(printf '%s' "$message" | python3 -c 'import sys; sys.stdout.buffer.write(bytes.fromhex(sys.stdin.read()))' \
    | openssl mac -macopt "hexkey:$key" -macopt size:16 SIPHASH)
  echo "$k0\t$k1\t$a\t$b\t$c\t$hash"
done
