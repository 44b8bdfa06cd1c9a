"""A program for a crew: it answers with what it is told, or fails in the way that it is told."""

import os
import sys
import time

from geo.crew import serve


def answer(text: bytes) -> tuple[bytes, bytes]:
    """Do as told."""
    if text == b"die":
        os._exit(3)
    if text == b"sleep":
        time.sleep(3600)
    others = {b"pid": str(os.getpid()), b"environment": os.environ.get("ECHO", "")}
    return b"+", others[text].encode() if text in others else text


if __name__ == "__main__":
    serve(answer, sys.stdin.buffer, sys.stdout.buffer)
