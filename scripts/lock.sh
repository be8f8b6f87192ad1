#!/bin/sh
# Write requirements.lock (to run) and requirements-dev.lock (to develop) from pyproject.toml.
#
# The lock has torch without its build tag: "2.13.0" matches both PyTorch's CPU build ("2.13.0+cpu", which the public index
# lacks) and the public build. CUDA's packages are removed; only the public build needs them.
# Run it with the oldest supported Python, so that packages that only this one needs are in the lock too.
set -eu
cd "$(dirname "$0")/.."
python=${1:-.venv/bin/python}

compile() {
    CUSTOM_COMPILE_COMMAND="make lock" "$python" -m piptools compile --quiet --strip-extras --annotation-style=line \
        --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --no-emit-options "$@" pyproject.toml
}

clean() {
    sed -E -e 's/^(torch==[0-9.]+)\+cpu/\1/' -e '/^(nvidia-|cuda-|triton==)/d' "$1" > "$1.new"
    mv "$1.new" "$1"
}

compile --output-file requirements.lock
clean requirements.lock
compile --extra dev --constraint requirements.lock --output-file requirements-dev.lock
clean requirements-dev.lock
sed -i.new -e 's/-c requirements.lock, //; s/, -c requirements.lock//' requirements-dev.lock
rm requirements-dev.lock.new
