# The site behind granian; PostgreSQL stands beside it (compose.yaml). Not built where it was written: no engine was at hand.
FROM python:3.11-slim-bookworm
RUN apt-get update && apt-get install -y --no-install-recommends fonts-noto-cjk && rm -rf /var/lib/apt/lists/*
WORKDIR /srv/taiyaku
COPY requirements.txt .
RUN pip install --no-cache-dir --require-hashes -r requirements.txt
COPY . .
RUN useradd --system --home /srv/taiyaku taiyaku && mkdir -p var && chown -R taiyaku var
USER taiyaku
# Collecting needs settings that start; nothing of these stays in the image.
RUN DEBUG=0 SECRET_KEY=build ALLOWED_HOSTS=localhost SITE_URL=http://localhost python manage.py collectstatic --noinput
ENV DEBUG=0 MALLOC_ARENA_MAX=1 PYTHONUNBUFFERED=1
EXPOSE 8000
HEALTHCHECK CMD ["python", "-c", "import urllib.request as r; r.urlopen(r.Request('http://127.0.0.1:8000/healthz', headers={'X-Forwarded-Proto': 'https'}))"]
CMD ["sh", "-c", "python manage.py migrate --noinput && exec python -m config.serve --interface wsgi --host 0.0.0.0 --port 8000 --workers 2 --blocking-threads 1 config.wsgi:application"]
