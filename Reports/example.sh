#!/bin/sh
# Writes Reports/example anew: one night of SampleData in a scratch folder.
# usage: Reports/example.sh FOLDER_OF_PROGRAMS [TARGET]   (run from the top of the project)
set -eu
programs=$1
target=${2:-Reports/example}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cp -r Pipelines "$scratch/Pipelines"
ln -s "$PWD/SampleData" "$scratch/SampleData"
"$programs/ashi" run --quiet "$scratch/Pipelines/nightly.yaml"
rm -rf "$target"
mkdir -p "$target"
# run.json holds the facts of one run by the clock, so it is no part of the example.
(cd "$scratch/Reports/latest/" && tar cf - --exclude run.json .) | tar xf - -C "$target"
chmod -R u+rwX,go+rX "$target"
