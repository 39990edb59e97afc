"""Settings of the web server: `gunicorn --config python:newsroom.gunicorn newsroom.wsgi`."""

import gc
import os
from typing import Any

bind = os.environ.get("BIND", "127.0.0.1:8000")
worker_class = "gthread"
workers = int(os.environ.get("WEB_WORKERS", "2"))
threads = int(os.environ.get("WEB_THREADS", "4"))
accesslog = "-"
limit_request_line = 8190  # the most it takes: room for many slugs at once
control_socket_disable = True  # it would be opened in the home directory, which we do not need
preload_app = True  # the workers share what is loaded, and a broken start is seen at once


def when_ready(_server: Any) -> None:
    """Leave alone what is loaded: looking at it would copy it into every worker."""
    gc.collect()
    gc.freeze()
