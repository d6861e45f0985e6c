#!/usr/bin/env bash
# Builds the packages (.dp and .deb) of the current commit twice, in two fresh clones at different paths and in different
# time zones, and compares their checksums. Prints them and ends with 0 if they agree.
set -euo pipefail
repository=$(git -C "$(dirname "$0")" rev-parse --show-toplevel)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

build() {
    git clone --quiet "$repository" "$1"
    (cd "$1" && TZ=$2 mvn -q -DskipTests -pl dp-packaging -am package)
    (cd "$1/dp-packaging/target" && find dp deb -type f | sort | xargs sha256sum)
}

build "$work/one" UTC > "$work/one.txt"
build "$work/a-longer/path/two" Pacific/Auckland > "$work/two.txt"
cat "$work/one.txt"
diff "$work/one.txt" "$work/two.txt"
echo "Both builds gave the same bytes."
