# The image of a full deployment. Web, workers and beat use this one image with different commands.
# It leaves out the embedded graph, its Java and the supervisor, which only a single machine uses.

FROM python:3.12-slim-bookworm AS build
WORKDIR /build
COPY requirements.lock .
RUN python -m venv /opt/venv \
 && grep -v -E '^(arcadedb-embedded|jpype1|supervisor)==' requirements.lock > wanted.txt \
 && /opt/venv/bin/pip install --no-cache-dir --extra-index-url https://download.pytorch.org/whl/cpu -r wanted.txt

FROM python:3.12-slim-bookworm
RUN groupadd --gid 10001 backr \
 && useradd --uid 10001 --gid backr --no-create-home --home-dir /var/lib/backr --shell /usr/sbin/nologin backr \
 && install -d -o backr -g backr -m 0700 /var/lib/backr \
 && install -d -o backr -g backr /srv/static
COPY --from=build /opt/venv /opt/venv
COPY --chown=root:root . /srv/backr
WORKDIR /srv/backr
USER backr
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    DJANGO_SETTINGS_MODULE=backr.settings.production \
    BACKR_HOME=/var/lib/backr \
    BACKR_STATIC_ROOT=/srv/static \
    HF_HUB_OFFLINE=1 \
    TOKENIZERS_PARALLELISM=false \
    MALLOC_ARENA_MAX=2
# collectstatic needs settings but no real secrets; these values are used in this step only and not stored.
RUN BACKR_SECRET_KEY=only-to-collect-static-files-0123456789-0123456789-0123456789 \
    BACKR_FINGERPRINT_KEY=only-to-collect-static-files-0123456789 \
    BACKR_LEDGER_KEY=only-to-collect-static-files-ledger-0123456789 \
    DATABASE_URL=sqlite://:memory: REDIS_URL=redis://nowhere NEO4J_URI=bolt://nowhere NEO4J_PASSWORD=nowhere-at-all \
    EMAIL_URL=dummymail:// \
    python manage.py collectstatic --no-input
EXPOSE 8000
