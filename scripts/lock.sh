#!/bin/sh
# Write requirements.lock (to run) and requirements-dev.lock (to run and to work on it) from pyproject.toml.
#
# Of the two builds of torch the lock names neither: "2.13.0" is met by PyTorch's CPU build ("2.13.0+cpu", which the
# public index lacks) and by the public one, and what CUDA needs comes only with the latter.
# Run it with the oldest Python that is supported, so that what only that one needs is in the lock too.
set -eu
cd "$(dirname "$0")/.."
python=${1:-.venv/bin/python}

compile() {
    CUSTOM_COMPILE_COMMAND="make lock" "$python" -m piptools compile --quiet --strip-extras --annotation-style=line \
        --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --no-emit-options "$@" pyproject.toml
}

clean() {
    sed -E -e 's/^(torch==[0-9.]+)\+cpu/\1/' -e '/^(nvidia-|cuda-|triton==)/d' "$1" > "$1.aside"
    mv "$1.aside" "$1"
}

compile --output-file requirements.lock
clean requirements.lock
compile --extra dev --constraint requirements.lock --output-file requirements-dev.lock
clean requirements-dev.lock
sed -i.aside -e 's/-c requirements.lock, //; s/, -c requirements.lock//' requirements-dev.lock
rm requirements-dev.lock.aside
