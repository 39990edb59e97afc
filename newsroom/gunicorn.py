"""Settings of the web server: `gunicorn --config python:newsroom.gunicorn newsroom.wsgi`."""

import os

bind = os.environ.get("BIND", "127.0.0.1:8000")
worker_class = "gthread"
workers = int(os.environ.get("WEB_WORKERS", "2"))
threads = int(os.environ.get("WEB_THREADS", "4"))
accesslog = "-"
control_socket_disable = True  # it would be opened in the home directory, which we do not need
