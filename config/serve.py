"""The production server: granian's own command, the site loaded before its workers are forked, so that they share it."""

import multiprocessing

from granian.cli import entrypoint

import config.wsgi  # noqa: F401  # loaded here, once: a worker has only what it changes for itself

if __name__ == "__main__":
    # From Python 3.14 on another way is the default, and each worker would load the site anew.
    multiprocessing.set_start_method("fork")
    entrypoint()
